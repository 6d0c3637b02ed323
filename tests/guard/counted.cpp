// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/guard/counted.h"

#include <cstddef>
#include <pthread.h>

namespace {

bool g_isOn = false;
waggle::guard::Counted g_counted;

void countAllocation()
{
    g_counted.allocations += g_isOn ? 1 : 0;
}

} // namespace

namespace waggle::guard {

void setCounting(bool on)
{
    g_isOn = on;
}

Counted counted()
{
    return g_counted;
}

} // namespace waggle::guard

// In place of the C library's, for its own callers and for every library: these names of it stay the real ones.
extern "C" {

void* __libc_malloc(std::size_t size);
void* __libc_calloc(std::size_t count, std::size_t size);
void* __libc_realloc(void* memory, std::size_t size);
void* __libc_memalign(std::size_t alignment, std::size_t size);

void* malloc(std::size_t size)
{
    countAllocation();
    return __libc_malloc(size);
}

void* calloc(std::size_t count, std::size_t size)
{
    countAllocation();
    return __libc_calloc(count, size);
}

void* realloc(void* memory, std::size_t size)
{
    countAllocation();
    return __libc_realloc(memory, size);
}

void* aligned_alloc(std::size_t alignment, std::size_t size)
{
    countAllocation();
    return __libc_memalign(alignment, size);
}

// The linker leads our calls of pthread_mutex_lock and pthread_mutex_trylock here.
int __real_pthread_mutex_lock(pthread_mutex_t* mutex);
int __wrap_pthread_mutex_lock(pthread_mutex_t* mutex)
{
    g_counted.locks += g_isOn ? 1 : 0;
    return __real_pthread_mutex_lock(mutex);
}

int __real_pthread_mutex_trylock(pthread_mutex_t* mutex);
int __wrap_pthread_mutex_trylock(pthread_mutex_t* mutex)
{
    const int result = __real_pthread_mutex_trylock(mutex);
    g_counted.locks += g_isOn && result == 0 ? 1 : 0; // who does not get it asks for it by the other call
    return result;
}
}
