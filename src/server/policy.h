#pragma once

// Who may come in by a route. Every route says so, or the server does not start.

#include "access/decision.h"

namespace kader::server {

class Policy {
public:
    enum class Kind {
        None,      // Nobody thought of it. The server refuses to start, and names the route.
        Public,    // Anybody; holds no data of a practice.
        AnySession,  // Whoever has a session, also one that is locked, or to add a second factor.
        Enrolling,   // Who is to add a second factor, or is signed in and used one just now.
        SignedIn,  // Whoever has a session that is active.
        Rights,    // Whoever may do `act` in `area`.
        List,      // Whoever may do `act` in the area of the list that the address names first.
        Part,    // Whoever the one table lets do `action` with `part`; what it asks beside a role comes from Endpoint::relate.
        Tools,     // The local socket alone.
    };
    constexpr Policy() = default;
    static constexpr Policy open_to_all() { return Policy{Kind::Public}; }
    static constexpr Policy any_session() { return Policy{Kind::AnySession}; }
    static constexpr Policy enrolling() { return Policy{Kind::Enrolling}.with_step_up(); }
    static constexpr Policy signed_in() { return Policy{Kind::SignedIn}; }
    static constexpr Policy rights(access::Area area, access::Act act) { return Policy{Kind::Rights, area, act}; }
    static constexpr Policy list(access::Act act) { return Policy{Kind::List, access::Area::Practice, act}; }
    static constexpr Policy part(access::Part part, access::Action action) {
        Policy made{Kind::Part};
        made.m_part = part;
        made.m_action = action;
        return made;
    }
    static constexpr Policy tools() { return Policy{Kind::Tools}; }

    // Only for who used a second factor less than five minutes ago; who is to add one is asked for none.
    constexpr Policy with_step_up() const {
        auto made = *this;
        made.m_steps_up = true;
        return made;
    }

    constexpr Kind kind() const { return m_kind; }
    constexpr access::Area area() const { return m_area; }
    constexpr access::Act act() const { return m_act; }
    constexpr access::Part part() const { return m_part; }
    constexpr access::Action action() const { return m_action; }
    constexpr bool steps_up() const { return m_steps_up; }

private:
    constexpr explicit Policy(Kind kind, access::Area area = access::Area::Practice, access::Act act = access::Act::Read)
        : m_kind(kind), m_area(area), m_act(act) {}
    Kind m_kind = Kind::None;
    access::Area m_area = access::Area::Practice;
    access::Act m_act = access::Act::Read;
    access::Part m_part = access::Part::Dossier;
    access::Action m_action = access::Action::Manage;
    bool m_steps_up = false;
};

}  // namespace kader::server
