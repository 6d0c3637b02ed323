// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

#include <span>

// What Waggle can be asked to be: the first word of its command line.
namespace waggle::app {

enum class Command { Window, Serve, Check, Announce, Scrape };

// Commands that share something. A value, made at compile time.
class CommandSet {
public:
    template <typename... Commands>
    constexpr explicit CommandSet(Commands... commands)
        : m_bits((0u | ... | bit(commands)))
    {
    }
    [[nodiscard]] constexpr bool has(Command command) const { return (m_bits & bit(command)) != 0; }

private:
    static constexpr unsigned bit(Command command) { return 1u << static_cast<unsigned>(command); }
    unsigned m_bits;
};

inline constexpr CommandSet kTrackerCommands{Command::Window, Command::Serve};
inline constexpr CommandSet kRemoteCommands{Command::Check, Command::Announce, Command::Scrape};
inline constexpr CommandSet kEveryCommand{
    Command::Window, Command::Serve, Command::Check, Command::Announce, Command::Scrape};

// A command in words. The texts are marked for translation.
struct CommandText {
    Command command;
    const char* name; // "serve"; of the window: empty
    const char* usage; // "[OPTIONS] URL…"
    const char* purpose; // one line of the list of commands
    const char* about; // a sentence
    const char* more; // below the usage; empty: nothing
    const char* exitStatus;
};
[[nodiscard]] std::span<const CommandText> commandTexts();
[[nodiscard]] const CommandText& textOf(Command command);
[[nodiscard]] QString invocation(Command command); // "waggle", "waggle serve"

// A command is exactly the first argument: behind an option or --, and as ./serve, it is a file.
// `arguments` begin with the program's name.
[[nodiscard]] Command commandOf(const QStringList& arguments);

} // namespace waggle::app
