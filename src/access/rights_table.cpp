#include "access/rights_table.h"

#include <algorithm>
#include <vector>

#include "kernel/check.h"

namespace kader::access {

namespace {

// How to read a cell. The letters are r read, a add, w write, m manage; "-" is nothing. After a point the part, or one
// of the groups below; without it every part of the compartment. After a colon what must be so as well: R a relation
// of care that holds, O an open order, o it is one's own, L the client linked it to a complaint that is open, S within
// the scope of a review, M within a mandate, A drawn for a sample that was approved, without names.

struct Group {
    std::string_view word;
    std::array<Part, 5> parts;
};
// A group lies in the compartment of its first part.
constexpr std::array<Group, 4> groups = {{
    {"clients", {Part::Administration, Part::Contact, Part::Contact, Part::Contact, Part::Contact}},
    // What everybody who works here must be able to look up: how we work, whom we belong to.
    {"common", {Part::Basics, Part::Memberships, Part::Basics, Part::Basics, Part::Basics}},
    {"works", {Part::Basics, Part::Memberships, Part::Happens, Part::Partners, Part::Answers}},
    // The answers are no records: the program alone writes them, out of these.
    {"records", {Part::Basics, Part::Memberships, Part::Happens, Part::Partners, Part::Security}},
}};

// What several roles have alike.
constexpr std::string_view works = "r.works aw.happens", by_order = "r:R raw:O", own_staff = "r.staff_file:o r.competence:o",
                           reports = "a.incident rw.incident:o";

// clang-format off
// In the order of Role; first what is about clients, and in the second what is about the practice.
constexpr std::array<std::array<std::string_view, 5>, roles.size()> of_clients = {{
    //                        dossier    photos    administration          complaints                                incidents
    /* Owner */              {"-",       "-",      "r.clients rm.keeping", "rw.status r.statistics",                 "r.totals"},
    /* QualityOfficer */     {"r:A",     "r:A",    "-",                    "r.statistics",                           "raw.incident r.totals"},
    /* Employee */           {by_order,  by_order, "r.clients",            "-",                                      reports},
    /* Reception */          {"r.flags", "-",      "raw.clients",          "a.contact_made",                         reports},
    /* Reader */             {"-",       "-",      "-",                    "-",                                      "-"},
    /* Practitioner */       {"raw:R",   "raw:R",  "r.clients rm.keeping", "ra.shared:o",                            reports},
    /* Executor */           {by_order,  by_order, "r.clients",            "-",                                      reports},
    /* Locum */              {"raw:R",   "raw:R",  "r.clients",            "ra.shared:o",                            reports},
    /* ComplaintsOfficer */  {"r:L",     "r:L",    "r.contact:L",          "raw",                                    "-"},
    /* PrivacyOfficer */     {"-",       "-",      "rm.keeping",           "-",                                      "-"},
    /* ExternalReviewer */   {"r:S",     "r:S",    "r.clients:S",          "r:S",                                    "r:S"},
    /* CouncilMember */      {"-",       "-",      "-",                    "-",                                      "-"},
    /* Supervisor */         {"-",       "-",      "-",                    "r.statistics",                           "r.totals"},
    /* Representative */     {"r:M",     "r:M",    "rw.clients:M",         "raw.complaint:M r.status:M ra.shared:M", "-"},
    /* Client */             {"r:o",     "r:o",    "rw.clients:o",         "raw.complaint:o r.status:o ra.shared:o", "-"},
    /* Administrator */      {"-",       "-",      "-",                    "-",                                      "-"},
}};
constexpr std::array<std::array<std::string_view, 4>, roles.size()> of_practice = {{
    //                        staff                                        quality               log                system
    /* Owner */              {"raw.staff_file raw.competence rm.accounts", "r aw.records",       "r w.review",      "rm"},
    /* QualityOfficer */     {"raw.competence rm.accounts",                "r aw.records",       "r w.review",      "-"},
    /* Employee */           {own_staff,                                   works,                "-",               "-"},
    /* Reception */          {own_staff,                                   "r.common",           "-",               "-"},
    /* Reader */             {"r.competence",                              "r",                  "-",               "-"},
    /* Practitioner */       {own_staff,                                   works,                "r.review:o",      "-"},
    /* Executor */           {own_staff,                                   works,                "-",               "-"},
    /* Locum */              {own_staff,                                   works,                "-",               "-"},
    /* ComplaintsOfficer */  {"-",                                         "r.common",           "-",               "-"},
    /* PrivacyOfficer */     {"-",                                         "r",                  "r w.review",      "-"},
    /* ExternalReviewer */   {"r.staff_file:S r.competence:S",             "r",                  "r:S",             "-"},
    /* CouncilMember */      {"-",                                         "r.basics r.answers", "-",               "-"},
    /* Supervisor */         {"-",                                         "r",                  "-",               "-"},
    /* Representative */     {"-",                                         "-",                  "r.access_list:M", "-"},
    /* Client */             {"-",                                         "-",                  "r.access_list:o", "-"},
    /* Administrator */      {"-",                                         "-",                  "r.technical",     "rm.keys"},
}};
// clang-format on

constexpr std::uint32_t bit_of(Part part) {
    return std::uint32_t{1} << static_cast<unsigned>(part);
}

std::uint32_t action_bits(std::string_view letters) {
    constexpr std::string_view known = "rawm";
    std::uint32_t bits = 0;
    for (const char letter : letters) {
        const auto at = known.find(letter);
        HALT_UNLESS(at != std::string_view::npos);
        bits |= std::uint32_t{1} << at;
    }
    HALT_UNLESS(bits != 0);
    return bits;
}

// A word names a part of this compartment only.
std::uint32_t part_bits(std::string_view named, Compartment in) {
    std::uint32_t bits = 0;
    for (int at = 0; at < part_count; ++at) {
        const auto part = static_cast<Part>(at);
        if (compartment_of(part) == in && (named.empty() || word(part) == named)) bits |= bit_of(part);
    }
    for (const auto& group : groups)
        if (group.word == named && compartment_of(group.parts[0]) == in)
            for (const auto part : group.parts) bits |= bit_of(part);
    HALT_UNLESS(bits != 0);
    return bits;
}

Condition condition_of(std::string_view letter) {
    constexpr std::string_view known = "ROoLSMA";
    if (letter.empty()) return Condition::None;
    const auto at = known.find(letter);
    HALT_UNLESS(letter.size() == 1 && at != std::string_view::npos);
    return static_cast<Condition>(at + 1);
}

std::vector<Term> read_cell(std::string_view cell, Compartment in) {
    std::vector<Term> terms;
    while (!cell.empty() && cell != "-") {
        auto one = cell.substr(0, cell.find(' '));
        cell.remove_prefix(std::min(one.size() + 1, cell.size()));
        const auto colon = std::min(one.find(':'), one.size());
        const auto condition = one.substr(std::min(colon + 1, one.size()));
        one = one.substr(0, colon);
        const auto point = std::min(one.find('.'), one.size());
        terms.push_back({action_bits(one.substr(0, point)), part_bits(one.substr(std::min(point + 1, one.size())), in), condition_of(condition)});
    }
    return terms;
}

using Terms = std::array<std::array<std::vector<Term>, compartment_count>, roles.size()>;

Terms read_table() {
    Terms all;
    for (std::size_t role = 0; role < roles.size(); ++role) {
        HALT_UNLESS(static_cast<std::size_t>(roles[role]) == role);
        std::size_t at = 0;
        for (const auto cell : of_clients[role]) all[role][at] = read_cell(cell, static_cast<Compartment>(at)), ++at;
        for (const auto cell : of_practice[role]) all[role][at] = read_cell(cell, static_cast<Compartment>(at)), ++at;
        HALT_UNLESS(at == compartment_count);
    }
    return all;
}

}  // namespace

std::span<const Term> terms_of(Role role, Compartment compartment) {
    static const Terms all = read_table();
    const auto row = static_cast<std::size_t>(role), column = static_cast<std::size_t>(compartment);
    if (row >= all.size() || column >= compartment_count) return {};
    return all[row][column];
}

}  // namespace kader::access
