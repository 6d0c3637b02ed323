// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/protocol/allocations.h"

#include <atomic>
#include <cstdlib>
#include <new>

// Replaces the allocation functions of the whole program by counting ones. In a file of its own: where the compiler
// sees both sides inlined it takes them for mismatched.
namespace {

std::atomic<long> g_allocations{0};

void* allocate(std::size_t size) noexcept
{
    ++g_allocations;
    return std::malloc(size == 0 ? 1 : size);
}

} // namespace

void* operator new(std::size_t size)
{
    if (void* memory = allocate(size))
        return memory;
    throw std::bad_alloc();
}
void* operator new[](std::size_t size)
{
    return operator new(size);
}
void* operator new(std::size_t size, const std::nothrow_t&) noexcept
{
    return allocate(size);
}
void* operator new[](std::size_t size, const std::nothrow_t&) noexcept
{
    return allocate(size);
}
void operator delete(void* memory) noexcept
{
    std::free(memory);
}
void operator delete[](void* memory) noexcept
{
    std::free(memory);
}
void operator delete(void* memory, std::size_t) noexcept
{
    std::free(memory);
}
void operator delete[](void* memory, std::size_t) noexcept
{
    std::free(memory);
}
void operator delete(void* memory, const std::nothrow_t&) noexcept
{
    std::free(memory);
}
void operator delete[](void* memory, const std::nothrow_t&) noexcept
{
    std::free(memory);
}

namespace waggle::protocol::test {

long allocations()
{
    return g_allocations;
}

} // namespace waggle::protocol::test
