#pragma once

// What travels around roles: of somebody here, given to somebody, or offered to somebody from elsewhere.

#include "accounts/signed_in.h"
#include "server/api_types.h"

namespace kader::server {

// The roles that an account can have.
inline std::span<const std::string_view> role_words() {
    static const auto words = [] {
        std::vector<std::string_view> all;
        for (const auto role : access::roles)
            if (access::is_staff(role)) all.push_back(access::word(role));
        return all;
    }();
    return words;
}

inline std::span<const std::string_view> area_words() {
    static const auto words = [] {
        std::vector<std::string_view> all;
        for (int at = 0; at < access::area_count; ++at) all.push_back(access::word(static_cast<access::Area>(at)));
        return all;
    }();
    return words;
}

inline constexpr std::array<std::string_view, 4> membership_states = {"invited", "active", "suspended", "ended"};
inline constexpr std::array<std::string_view, 5> membership_waits = {"nothing", "person", "second_person", "time", "confirmation"};

// A role of somebody in this practice.
struct MembershipAnswer {
    std::string role, state, waiting_for;
    std::optional<CalendarDay> until, waiting_until;
    bool alone = false;
    std::optional<std::string> case_number;
    std::vector<std::string> scope;
    static constexpr std::string_view schema = "Membership";
    template <class Fields>
    static void describe(Fields& field) {
        using A = MembershipAnswer;
        field(&A::role, {.name = "role", .choices = role_words()});
        field(&A::state, {.name = "state", .choices = membership_states});
        field(&A::waiting_for, {.name = "waiting_for", .about = "Who or what an invited one waits for; time and confirmation: there is nobody else who could agree.", .choices = membership_waits});
        field(&A::until, {.name = "until", .about = "The last day it counts."});
        field(&A::waiting_until, {.name = "waiting_until", .about = "From this day who asked for it may confirm it alone."});
        field(&A::alone, {.name = "alone", .about = "It counts, and no second person looked at it."});
        field(&A::case_number, {.name = "case", .about = "Of an external reviewer."});
        field(&A::scope, {.name = "scope", .about = "The areas an external reviewer is kept to."});
    }
};

// A role that somebody gives.
struct NewRoleBody {
    std::string role;
    std::optional<CalendarDay> until;
    std::optional<std::string> case_number;
    std::optional<std::vector<std::string>> scope;
    static constexpr std::string_view schema = "NewRole";
    template <class Fields>
    static void describe(Fields& field) {
        using A = NewRoleBody;
        field(&A::role, {.name = "role", .choices = role_words()});
        field(&A::until, {.name = "until", .about = "The last day it counts; a locum and an external reviewer have one."});
        field(&A::case_number, {.name = "case", .about = "Of an external reviewer.", .length_max = accounts::case_characters_max});
        field(&A::scope, {.name = "scope", .about = "Areas that an external reviewer may see.", .length_max = 32, .choices = area_words()});
    }
};

struct NewPerson {
    std::string name, login, role;
    std::optional<CalendarDay> until;
    std::optional<std::string> case_number;
    std::optional<std::vector<std::string>> scope;
    static constexpr std::string_view schema = "NewPerson";
    template <class Fields>
    static void describe(Fields& field) {
        using A = NewPerson;
        field(&A::name, {.name = "name", .length_min = 1, .length_max = 200});
        field(&A::login, {.name = "login", .length_min = 3, .length_max = 200});
        field(&A::role, {.name = "role", .choices = role_words()});
        field(&A::until, {.name = "until", .about = "As of NewRole, with the next two."});
        field(&A::case_number, {.name = "case", .length_max = accounts::case_characters_max});
        field(&A::scope, {.name = "scope", .length_max = 32, .choices = area_words()});
    }
};

struct NewGuest {
    std::string login, role;
    std::optional<CalendarDay> until;
    std::optional<std::string> case_number;
    std::optional<std::vector<std::string>> scope;
    static constexpr std::string_view schema = "NewGuest";
    template <class Fields>
    static void describe(Fields& field) {
        using A = NewGuest;
        field(&A::login, {.name = "login", .about = "Of an account in another practice. Whether there is one is told by nothing.", .length_min = 1, .length_max = 200});
        field(&A::role, {.name = "role", .choices = role_words()});
        field(&A::until, {.name = "until", .about = "As of NewRole, with the next two."});
        field(&A::case_number, {.name = "case", .length_max = accounts::case_characters_max});
        field(&A::scope, {.name = "scope", .length_max = 32, .choices = area_words()});
    }
};

// A role was given, or asked for, or agreed to.
struct GrantedAnswer {
    subjects::ActorId account;
    MembershipAnswer membership;
    std::optional<std::string> code;
    static constexpr std::string_view schema = "Granted";
    template <class Fields>
    static void describe(Fields& field) {
        using A = GrantedAnswer;
        field(&A::account, {.name = "account"});
        field(&A::membership, {.name = "membership"});
        field(&A::code, {.name = "code", .about = "With which a new person begins, at /app/opnieuw. Shown once; hand it over in person. It works once, for 72 hours. Null while the role waits."});
    }
};

struct RoleChoice {
    std::string role;
    static constexpr std::string_view schema = "RoleChoice";
    template <class Fields>
    static void describe(Fields& field) {
        field(&RoleChoice::role, {.name = "role", .choices = role_words()});
    }
};

struct InvitationAnswer {
    subjects::ActorId id;
    PracticeName practice;
    std::vector<std::string> roles;
    std::string made;
    static constexpr std::string_view schema = "Invitation";
    template <class Fields>
    static void describe(Fields& field) {
        using A = InvitationAnswer;
        field(&A::id, {.name = "id"});
        field(&A::practice, {.name = "practice"});
        field(&A::roles, {.name = "roles"});
        field(&A::made, {.name = "made", .about = "An instant; for 14 days from then."});
    }
};

struct Invitations {
    std::vector<InvitationAnswer> invitations;
    static constexpr std::string_view schema = "Invitations";
    template <class Fields>
    static void describe(Fields& field) {
        field(&Invitations::invitations, {.name = "invitations"});
    }
};

}  // namespace kader::server
