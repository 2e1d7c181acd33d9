#pragma once

// Who is asking, and what may they do. A Grant is a value that only this module can make; no function
// that touches a practice's data can be called without one.

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "kernel/result.h"
#include "kernel/text.h"
#include "subjects/ids.h"

namespace kader::access {

// Where one may look or write: one area for each room, and the log.
enum class Area : std::uint8_t {
    Practice,
    Staff,
    Documents,
    Activities,
    Memberships,
    Partners,
    SecurityManagement,
    Improvements,
    Check,  // The answers to the questions; cites records by kenmerk only.
    Audit,
    Transfer,  // Import and export of a whole practice.
    Retention,  // What is kept, what stands in the way of destroying it, and destroying.
    System,     // Keys, backups, accounts of the installation's keeper: no content of anybody.
};
inline constexpr int area_count = 13;
std::string_view word(Area);  // "practice", "staff", …

enum class Act : std::uint8_t { Read, Write };

// Fixed: what the log says of those who act without an account.
enum class ActorKind : std::uint8_t {
    Operator,  // Someone with the right to read the data folder, on the command line.
    Staff,     // An account.
    Server,    // The program itself.
};
std::string_view word(ActorKind);

struct Actor {
    ActorKind kind = ActorKind::Operator;
    subjects::ActorId id;     // Nil for the program itself.
    std::string role;         // The role in use: "operator", "owner", …
    std::string workstation;  // "local", or an address.
    std::string case_number = {};  // Of an external reviewer; the log names it as the ground of what they see.
};

class Grant {
public:
    const subjects::PracticeId& practice() const { return m_practice; }
    const Actor& actor() const { return m_actor; }
    bool may(Area, Act) const;
    // Forbidden, naming the area, for a door to return.
    std::optional<Error> refusal(Area, Act, Language = Language::Dutch) const;
    // The same within these areas alone, for a case that the log names: never more than before.
    Grant kept_to(std::span<const Area>, std::string case_number) const;

private:
    friend class Mint;
    Grant(const subjects::PracticeId& practice, Actor actor, std::uint32_t reads, std::uint32_t writes)
        : m_practice(practice), m_actor(std::move(actor)), m_reads(reads), m_writes(writes) {}
    subjects::PracticeId m_practice;
    Actor m_actor;
    std::uint32_t m_reads = 0, m_writes = 0;  // One bit for each area.
};

// Someone on the command line. The id is made of the user id of the operating system, so that the log
// says of one person the same every time: "6b616465-722d-8000-8000-" and the number.
Actor operator_actor(std::uint32_t user_number);
Actor server_actor();

// For the command line: whoever may read the key file may do everything, and the log says so.
Grant operator_grant(const subjects::PracticeId&, std::uint32_t user_number);
// For the program itself, at start and in its own tasks: reads the answers and the log, and writes the log.
// With the address of who made it write, where that is somebody it does not know.
Grant server_grant(const subjects::PracticeId&, std::string_view workstation = "local");
// For the program itself, when it files what it saw of itself: reads and writes information security, and the log.
Grant observer_grant(const subjects::PracticeId&);
// For what is done with the keys of the whole installation by who may do that: writes the log of each practice.
Grant key_ceremony_grant(const subjects::PracticeId&, const Actor&);
// For who makes a practice, or moves one in: everything, within this practice, until it is there. Only for
// a practice that nobody else can see yet.
Grant founder_grant(const subjects::PracticeId&, const Actor&);

}  // namespace kader::access
