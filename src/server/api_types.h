#pragma once

// What travels beside the answers of the check: who is signed in, records, refusals.

#include <limits>

#include "access/grant.h"
#include "answers/check_answer.h"
#include "http/message.h"
#include "kernel/limits.h"
#include "server/refusal.h"
#include "subjects/ids.h"
#include "vault/password.h"
#include "wire/fields.h"

namespace kader::server {

struct PracticeName {
    subjects::PracticeId id;
    std::string name;
    static constexpr std::string_view schema = "PracticeName";
    template <class Fields>
    static void describe(Fields& field) {
        field(&PracticeName::id, {.name = "id"});
        field(&PracticeName::name, {.name = "name"});
    }
};

struct AccountName {
    std::string name, role;
    static constexpr std::string_view schema = "AccountName";
    template <class Fields>
    static void describe(Fields& field) {
        field(&AccountName::name, {.name = "name"});
        field(&AccountName::role, {.name = "role"});
    }
};

inline constexpr std::array<std::string_view, 3> session_states = {"active", "enrolling", "locked"};
inline constexpr std::array<std::string_view, 3> session_lacks = {"nothing", "factor", "lost"};

struct SessionAnswer {
    PracticeName practice;
    AccountName account;
    std::string role;
    std::vector<std::string> roles;
    bool demo = false;
    CalendarDay today{};
    std::optional<std::vector<PracticeName>> practices;
    std::vector<std::string> may;
    std::string csrf, state, lacks;
    bool fresh = false, shared = false;
    int recovery_codes_left = 0;
    static constexpr std::string_view schema = "Session";
    template <class Fields>
    static void describe(Fields& field) {
        using A = SessionAnswer;
        field(&A::practice, {.name = "practice"});
        field(&A::account, {.name = "account"});
        field(&A::role, {.name = "role", .about = "In which they act now."});
        field(&A::roles, {.name = "roles", .about = "Their own in this practice, that count now."});
        field(&A::demo, {.name = "demo"});
        field(&A::today, {.name = "today", .about = "The day in the Netherlands."});
        field(&A::practices, {.name = "practices", .about = "Where there is more than one to choose from."});
        field(&A::may, {.name = "may",
                        .about = "What one may do here, as area and act: audit.read, practice.write. To show what is there; the server decides at every call.",
                        .length_max = 2 * access::area_count});
        field(&A::csrf, {.name = "csrf", .about = "Goes back in X-Kader-Csrf with whatever changes something."});
        field(&A::state, {.name = "state", .about = "Only an active one may see or do anything.", .choices = session_states});
        field(&A::lacks, {.name = "lacks", .about = "Why a session is to add a second factor.", .choices = session_lacks});
        field(&A::fresh, {.name = "fresh", .about = "A second factor was used less than five minutes ago."});
        field(&A::shared, {.name = "shared", .about = "On a workstation that several people share."});
        field(&A::recovery_codes_left, {.name = "recovery_codes_left"});
    }
};

struct Setup {
    std::string token, name, login, password;
    static constexpr std::string_view schema = "Setup";
    template <class Fields>
    static void describe(Fields& field) {
        field(&Setup::token, {.name = "token", .about = "Printed once by kader serve.", .length_min = 1, .length_max = 200});
        field(&Setup::name, {.name = "name", .length_min = 1, .length_max = 200});
        field(&Setup::login, {.name = "login", .length_min = 3, .length_max = 200});
        field(&Setup::password, {.name = "password",
                                 .length_min = vault::password_characters_min,
                                 .length_max = vault::password_characters_max});
    }
};

struct DemoPractice {
    subjects::PracticeId id;
    std::string name;
    answers::BothLanguages about;
    static constexpr std::string_view schema = "DemoPractice";
    template <class Fields>
    static void describe(Fields& field) {
        field(&DemoPractice::id, {.name = "id"});
        field(&DemoPractice::name, {.name = "name"});
        field(&DemoPractice::about, {.name = "about"});
    }
};

struct Demo {
    std::vector<DemoPractice> practices;
    static constexpr std::string_view schema = "Demo";
    template <class Fields>
    static void describe(Fields& field) {
        field(&Demo::practices, {.name = "practices"});
    }
};

struct DemoChoice {
    subjects::PracticeId practice;
    static constexpr std::string_view schema = "DemoChoice";
    template <class Fields>
    static void describe(Fields& field) {
        field(&DemoChoice::practice, {.name = "practice"});
    }
};

inline constexpr std::array<std::string_view, 2> record_states = {"present", "entered_in_error"};

struct RecordLine {
    std::string kenmerk;
    std::int64_t version = 0;
    std::string state;
    static constexpr std::string_view schema = "RecordLine";
    template <class Fields>
    static void describe(Fields& field) {
        field(&RecordLine::kenmerk, {.name = "kenmerk"});
        field(&RecordLine::version, {.name = "version"});
        field(&RecordLine::state, {.name = "state", .choices = record_states});
    }
};

struct RecordList {
    std::string list;
    std::vector<RecordLine> records;
    static constexpr std::string_view schema = "RecordList";
    template <class Fields>
    static void describe(Fields& field) {
        field(&RecordList::list, {.name = "list"});
        field(&RecordList::records, {.name = "records",
                                     .about = "In the order in which they were first stored.",
                                     .length_max = limits::list_rows_count_max});
    }
};

struct RecordAnswer {
    std::string list, kenmerk;
    std::int64_t version = 0;
    wire::TextMap cells;
    static constexpr std::string_view schema = "Record";
    template <class Fields>
    static void describe(Fields& field) {
        using A = RecordAnswer;
        field(&A::list, {.name = "list"});
        field(&A::kenmerk, {.name = "kenmerk"});
        field(&A::version, {.name = "version", .about = "Also in the ETag."});
        field(&A::cells, {.name = "cells", .about = "By column, as docs/lists.md names them.", .length_max = limits::list_columns_count_max});
    }
};

struct NewRecord {
    std::string kenmerk;
    wire::TextMap cells;
    static constexpr std::string_view schema = "NewRecord";
    template <class Fields>
    static void describe(Fields& field) {
        field(&NewRecord::kenmerk, {.name = "kenmerk", .length_min = 1, .length_max = limits::record_kenmerk_characters_max});
        field(&NewRecord::cells, {.name = "cells", .about = "By column; a cell that is left out is empty.", .length_max = limits::list_columns_count_max});
    }
};

struct Correction {
    wire::TextMap cells;
    static constexpr std::string_view schema = "Correction";
    template <class Fields>
    static void describe(Fields& field) {
        field(&Correction::cells, {.name = "cells", .about = "All cells of the record as it is now.", .length_max = limits::list_columns_count_max});
    }
};

struct RecordWritten {
    std::string list, kenmerk;
    std::int64_t version = 0;
    static constexpr std::string_view schema = "RecordWritten";
    template <class Fields>
    static void describe(Fields& field) {
        using A = RecordWritten;
        field(&A::list, {.name = "list"});
        field(&A::kenmerk, {.name = "kenmerk"});
        field(&A::version, {.name = "version", .about = "Also in the ETag."});
    }
};

// The shape of every refusal (http::Problem), for the document.
struct ProblemField {
    std::string pointer, detail;
    static constexpr std::string_view schema = "ProblemField";
    template <class Fields>
    static void describe(Fields& field) {
        field(&ProblemField::pointer, {.name = "pointer", .about = "A JSON pointer into the body; \"?name\" for a parameter of the address."});
        field(&ProblemField::detail, {.name = "detail"});
    }
};
struct ProblemAnswer {
    std::string type, title;
    std::int64_t status = 0;
    std::string detail, reference;
    std::optional<std::string> norm, need;
    std::optional<std::vector<ProblemField>> fields;
    static constexpr std::string_view schema = "Problem";
    template <class Fields>
    static void describe(Fields& field) {
        using A = ProblemAnswer;
        field(&A::type, {.name = "type"});
        field(&A::title, {.name = "title"});
        field(&A::status, {.name = "status", .most = 599});
        field(&A::detail, {.name = "detail"});
        field(&A::reference, {.name = "reference", .about = "Finds the line in the log."});
        field(&A::norm, {.name = "norm"});
        field(&A::need, {.name = "need", .about = "What to do before it is asked again.", .choices = needs});
        field(&A::fields, {.name = "fields"});
    }
};

}  // namespace kader::server
