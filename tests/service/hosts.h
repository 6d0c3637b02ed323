// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>

// Other computers for tests of what only remote askers meet: network namespaces, which need root.
namespace waggle::test {

bool enterNamespace(); // this process alone; before it has threads. False: not allowed here
[[nodiscard]] bool isInNamespace();

bool ip(const std::string& arguments); // the command of that name, in the caller's namespace

// A computer at the other end of a wire. Here its interface is `wire`, there it is eth0; both are up and have no
// addresses.
class Host {
public:
    explicit Host(const std::string& wire);
    ~Host();
    Host(const Host&) = delete;
    Host& operator=(const Host&) = delete;

    [[nodiscard]] bool isUp() const { return m_isUp; }
    void run(const std::function<void()>& what) const; // there; returns when it is done
    bool ip(const std::string& arguments) const;

private:
    int m_namespace = -1;
    bool m_isUp = false;
};

} // namespace waggle::test
