#pragma once

// Three small lists for the tests, the benchmark and the fuzzers of this folder. The real ones live
// in the rooms.

#include <array>

#include "lists/record.h"

namespace kader::lists::examples {

inline constexpr std::array<std::string_view, 3> bonds = {"eigenaar", "loondienst", "ingehuurd"};
inline constexpr std::array<std::string_view, 4> topics = {"meldcode", "reanimatie",
                                                           "cliëntinformatie", "tot_slot"};

struct Person {
    static constexpr std::string_view list = "mensen";
    static constexpr std::string_view room = "examples";
    static constexpr Words about = {"wie er werkt", "who works here"};

    RowIdentity row;
    std::string name;
    std::optional<CalendarDay> born_on;
    std::string bond;
    bool gives_care = false;
    std::optional<Hundredths> hours_per_week;
    CalendarDay from{};
    std::optional<CalendarDay> through;

    template <class Columns>
    static void describe(Columns& column) {
        using enum Need;
        column(&Person::name, {"naam", CellKind::Text, Required, {}, {}, {"naam", "name"}});
        column(&Person::born_on,
               {"geboortedatum", CellKind::Day, Optional, {}, {}, {"geboren", "born"}});
        column(&Person::bond, {"band", CellKind::Choice, Required, bonds, {}, {"band", "bond"}});
        column(&Person::gives_care,
               {"levert_zorg", CellKind::YesNo, Required, {}, {}, {"zorg", "care"}});
        column(&Person::hours_per_week,
               {"uren_per_week", CellKind::Hundredths, Optional, {}, {}, {"uren", "hours"}});
        column(&Person::from, {"vanaf", CellKind::Day, Required, {}, {}, {"vanaf", "from"}});
        column(&Person::through,
               {"tot_en_met", CellKind::LastDay, Optional, {}, {}, {"tot en met", "through"}});
    }
    void check(std::vector<CellProblem>& problems) const {
        refuse_end_before_start("tot_en_met", from, through, problems);
    }
};

inline std::vector<facts::NewFact> facts_of(const Person& person) {
    return {{"staff.works",
             "person:" + person.row.kenmerk,
             {},
             {{"bond", person.bond}},
             0,
             period_of(person.from, person.through)}};
}

struct Training {
    static constexpr std::string_view list = "scholing";
    static constexpr std::string_view room = "examples";
    static constexpr Words about = {"wie wat leerde", "who learned what"};

    RowIdentity row;
    std::string person;
    std::string topic;
    CalendarDay day{};
    std::optional<CalendarDay> through;

    template <class Columns>
    static void describe(Columns& column) {
        using enum Need;
        column(&Training::person,
               {"persoon", CellKind::Reference, Required, {}, "mensen", {"wie", "who"}});
        column(&Training::topic,
               {"onderwerp", CellKind::Choice, Required, topics, {}, {"wat", "what"}});
        column(&Training::day, {"datum", CellKind::Day, Required, {}, {}, {"wanneer", "when"}});
        column(&Training::through,
               {"geldig_tot_en_met", CellKind::LastDay, Optional, {}, {}, {"geldig", "valid"}});
    }
    void check(std::vector<CellProblem>& problems) const {
        refuse_end_before_start("geldig_tot_en_met", day, through, problems);
    }
};

inline std::vector<facts::NewFact> facts_of(const Training& training) {
    return {{"staff.training",
             "person:" + training.person,
             {},
             {{"topic", training.topic}},
             0,
             period_of(training.day, training.through)}};
}

struct Meeting {
    static constexpr std::string_view list = "bijeenkomsten";
    static constexpr std::string_view room = "examples";
    static constexpr Words about = {"wie er bij elkaar kwamen", "who met"};

    RowIdentity row;
    CalendarDay day{};
    std::vector<std::string> topics;
    std::vector<std::string> present;
    std::string notes;

    template <class Columns>
    static void describe(Columns& column) {
        using enum Need;
        column(&Meeting::day, {"datum", CellKind::Day, Required, {}, {}, {"wanneer", "when"}});
        column(&Meeting::topics,
               {"onderwerpen", CellKind::Choices, Optional, examples::topics, {}, {"wat", "what"}});
        column(&Meeting::present,
               {"aanwezig", CellKind::References, Required, {}, "mensen", {"wie", "who"}});
        column(&Meeting::notes,
               {"verslag", CellKind::Text, Optional, {}, {}, {"verslag", "notes"}});
    }
};

inline std::vector<facts::NewFact> facts_of(const Meeting& meeting) {
    std::vector<facts::NewFact> facts;
    for (const auto& person : meeting.present)
        facts.push_back({"activities.attended",
                         "seat:" + person + '/' + meeting.row.kenmerk,
                         {},
                         {},
                         0,
                         {meeting.day, {}}});
    // A key that someone wrote out in a cell.
    if (!meeting.notes.empty())
        facts.push_back(
            {"activities.noted", "person:" + meeting.notes, {}, {}, 0, {meeting.day, {}}});
    return facts;
}

inline std::vector<ListType> types() {
    return {list_type<Person>(), list_type<Training>(), list_type<Meeting>()};
}

}  // namespace kader::lists::examples
