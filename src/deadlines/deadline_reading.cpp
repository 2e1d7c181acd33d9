#include "deadlines/deadline_reading.h"

#include <algorithm>
#include <array>

#include "norm_book/closed_lists.h"

namespace kader::deadlines {

using toml::Faults;
using toml::TableReader;
using toml::Value;

namespace {

// "04-27". A date that exists in every year.
std::optional<std::pair<unsigned, unsigned>> parse_month_day(const std::string& text) {
    const auto day = parse_day("2023-" + text);
    if (text.size() != 5 || !day) return {};
    const auto date = civil(*day);
    return std::pair{unsigned(date.month()), unsigned(date.day())};
}

bool is_id(std::string_view text) {
    return !text.empty() && text.front() != '-' && text.back() != '-' &&
           std::all_of(text.begin(), text.end(), [](char letter) {
               return (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') ||
                      letter == '-';
           });
}

std::string read_id(TableReader& row) {
    auto id = row.text("id");
    if (!id.empty() && !is_id(id))
        row.refuse_at("id", "an id is lower case letters, digits and hyphens");
    return id;
}

constexpr std::array all_kinds = {Kind::Term,      Kind::Hours,        Kind::Window,
                                  Kind::Backwards, Kind::NotOlderThan, Kind::Earliest,
                                  Kind::KeepUntil, Kind::KeepAtMost,   Kind::ValidThrough,
                                  Kind::Recurring, Kind::FixedDay,     Kind::Applies};
constexpr std::array all_methods = {
    Method::GeneralTermsAct, Method::European,    Method::NoRoll,       Method::PolicyWorkingDays,
    Method::ElapsedHours,    Method::CountedBack, Method::CalendarDate, Method::DayOfFact};

// At least one, or a fault.
std::vector<Source> read_sources(TableReader& row) {
    std::vector<Source> sources;
    for (auto& source : row.tables("sources")) {
        sources.push_back({source.text("code"), source.possibly_empty_text("article")});
        source.refuse_other_keys();
    }
    if (sources.empty()) row.refuse("it has no source");
    return sources;
}

Certainty read_certainty(TableReader& row, std::string_view key) {
    return row.choice(key, norm_book::certainties);
}

// `from`, `through`, `from_certainty`. A missing `from` is a fault; "unknown" holds on every day
// and is assumed.
Validity read_validity(TableReader& row, Certainty of_value) {
    Validity validity;
    validity.date_certainty = of_value;
    if (const auto* from = row.find("from"); !from) {
        row.refuse("`from` is missing (write \"unknown\" when the date is not known)");
    } else if (from->kind == Value::Kind::Day) {
        validity.from = from->day;
    } else if (from->kind == Value::Kind::Text && from->text == "unknown") {
        validity.date_certainty = Certainty::Assumed;
        if (row.has("from_certainty"))
            row.refuse_at("from_certainty", "an unknown date has no certainty of its own");
    } else {
        row.refuse_at("from", "`from` must be a date from 1900 through 2199, or \"unknown\"");
    }
    if (row.has("from_certainty")) validity.date_certainty = read_certainty(row, "from_certainty");
    if (const auto through = row.optional_day("through")) {
        validity.until = *through + Days{1};
        if (validity.from && *through < *validity.from)
            row.refuse_at("through", "`through` lies before `from`");
    }
    return validity;
}

bool go_together(Kind kind, Method method) {
    switch (kind) {
        case Kind::Term:
            return method == Method::GeneralTermsAct || method == Method::European ||
                   method == Method::NoRoll || method == Method::PolicyWorkingDays;
        case Kind::Hours:
            return method == Method::ElapsedHours;
        case Kind::Window:
        case Kind::Backwards:
        case Kind::NotOlderThan:
            return method == Method::CountedBack;
        case Kind::Earliest:
        case Kind::KeepUntil:
        case Kind::KeepAtMost:
        case Kind::ValidThrough:
        case Kind::Recurring:
            return method == Method::NoRoll;
        case Kind::FixedDay:
            return method == Method::CalendarDate;
        case Kind::Applies:
            return method == Method::DayOfFact;
    }
    return false;
}

bool go_together(Method method, Length::Unit unit) {
    switch (method) {
        case Method::ElapsedHours:
            return unit == Length::Unit::Hours;
        case Method::PolicyWorkingDays:
            return unit == Length::Unit::WorkingDays;
        case Method::CalendarDate:
        case Method::DayOfFact:
            return false;
        default:
            return unit != Length::Unit::Hours && unit != Length::Unit::WorkingDays;
    }
}

std::optional<NamedDay> read_named_day(TableReader& row) {
    NamedDay named;
    if (row.has("on_date")) {
        named.once = row.optional_day("on_date");
        return named;
    }
    const auto text = row.text("on_day");
    const auto parts = parse_month_day(text);
    if (!parts) {
        if (!text.empty())
            row.refuse_at("on_day", "`on_day` must be a day of every year, like 05-31");
        return {};
    }
    named.month = parts->first;
    named.day = parts->second;
    named.years_later = row.optional_whole("years_later", 0, 10).value_or(0);
    return named;
}

DeadlineValue read_value(TableReader& row, Kind kind) {
    DeadlineValue value;
    value.position = row.position();
    value.certainty = read_certainty(row, "certainty");
    value.validity = read_validity(row, value.certainty);
    value.sources = read_sources(row);
    value.method = row.choice("method", all_methods);
    if (row.has("method_certainty"))
        value.method_certainty = read_certainty(row, "method_certainty");
    value.counts_from = row.optional_both("counts_from");
    value.note = row.optional_both("note");
    if (!go_together(kind, value.method))
        row.refuse_at("method", "kind " + std::string{word(kind)} + " does not go with method " +
                                    std::string{word(value.method)});
    if (value.method == Method::CalendarDate) {
        value.named = read_named_day(row);
    } else if (value.method != Method::DayOfFact) {
        const auto term = parse_length(row.text("term"));
        if (!term)
            row.refuse_at("term", "`term` must be a length like \"6 weeks\" or \"3 working days\"");
        else if (!go_together(value.method, term->unit))
            row.refuse_at("term", "method " + std::string{word(value.method)} + " does not count " +
                                      english_text(*term));
        else
            value.term = *term;
    }
    row.refuse_other_keys();
    return value;
}

void read_start_or_stop(TableReader& row, const char* key, const char* what, std::string& named,
                        Text& text) {
    auto part = row.optional_table(key);
    if (!part) {
        if (!row.has(key)) row.refuse("`" + std::string{key} + "` is missing");
        return;
    }
    named = part->text(what);
    text = {part->text("nl"), part->text("en")};
    part->refuse_other_keys();
}

void check_order(const DeadlineRule& rule, Faults& faults) {
    for (std::size_t at = 1; at < rule.values.size(); ++at) {
        const auto& before = rule.values[at - 1].validity;
        const auto& value = rule.values[at];
        if (!value.validity.from || !before.until || *value.validity.from < *before.until)
            faults.add(value.position,
                       rule.id + ": this period overlaps the one before it, or is not in order");
    }
}

DeadlineRule read_rule(TableReader& row) {
    DeadlineRule rule;
    rule.position = row.position();
    rule.id = read_id(row);
    rule.title = row.both("title");
    rule.explain = row.both("explain");
    rule.kind = row.choice("kind", all_kinds);
    read_start_or_stop(row, "starts", "event", rule.start_event, rule.start);
    read_start_or_stop(row, "stops", "record", rule.stop_record, rule.stop);
    rule.extends = row.possibly_empty_text("extends");
    rule.see_also = row.optional_texts("see_also");
    if (!row.has("fed_by"))
        row.refuse("`fed_by` is missing (an empty list when nothing feeds it yet)");
    rule.fed_by = row.optional_texts("fed_by");
    rule.last_checked = row.day("last_checked");
    for (auto& value : row.tables("value")) rule.values.push_back(read_value(value, rule.kind));
    if (rule.values.empty()) row.refuse("it has no value");
    if (!rule.extends.empty() && rule.kind != Kind::Term)
        row.refuse_at("extends", "only a rule of kind term can extend another");
    row.refuse_other_keys();
    check_order(rule, row.faults());
    return rule;
}

Holiday read_holiday(TableReader& row) {
    Holiday holiday;
    holiday.position = row.position();
    holiday.id = read_id(row);
    holiday.name = row.both("name");
    holiday.certainty = read_certainty(row, "certainty");
    holiday.sources = read_sources(row);
    if (row.has("date")) {
        // A single day is its own period.
        const auto day = row.optional_day("date");
        if (day) holiday.when = DesignatedDay{*day};
        holiday.validity = {day, {}, holiday.certainty};
        if (day) holiday.validity.until = *day + Days{1};
    } else {
        holiday.validity = read_validity(row, holiday.certainty);
        if (row.has("days_from_easter")) {
            holiday.when =
                DaysFromEaster{row.optional_whole("days_from_easter", -100, 100).value_or(0)};
        } else {
            const auto parts = parse_month_day(row.text("month_day"));
            if (!parts) row.refuse("it needs a date, days_from_easter, or a month_day like 04-27");
            const auto sunday = row.possibly_empty_text("on_sunday");
            if (!sunday.empty() && sunday != "day-before")
                row.refuse_at("on_sunday", "`on_sunday` can only be \"day-before\"");
            if (parts) holiday.when = FixedDate{parts->first, parts->second, !sunday.empty()};
        }
    }
    row.refuse_other_keys();
    return holiday;
}

// A date as a date, or an instant as a text.
std::string read_moment(TableReader& row, std::string_view key) {
    const auto* value = row.find(key);
    if (!value) return {};
    if (value->kind == Value::Kind::Day) return iso_text(value->day);
    if (value->kind == Value::Kind::Text && !value->text.empty()) return value->text;
    row.refuse_at(key, "`" + std::string{key} + "` must be a date, or a text with a time");
    return {};
}

DeadlineCase read_case(TableReader& row) {
    DeadlineCase example;
    example.position = row.position();
    example.rule = row.text("rule");
    if (!row.has("from")) row.refuse("`from` is missing");
    example.from = read_moment(row, "from");
    example.because = row.text("because");
    for (const char* key : {"safe_due", "legal_latest", "earliest", "keep_until",
                            "destroyable_from", "plan_on", "notice_safe_due", "notice_latest"})
        if (auto moment = read_moment(row, key); !moment.empty())
            example.expected.emplace_back(key, std::move(moment));
    for (const char* key : {"refused", "applies"})
        if (const auto flag = row.optional_yes_no(key))
            example.expected.emplace_back(key, *flag ? "yes" : "no");
    if (example.expected.empty()) row.refuse("it expects nothing");
    row.refuse_other_keys();
    return example;
}

}  // namespace

HolidayCalendar read_holidays(TableReader file) {
    Coverage coverage;
    if (auto row = file.optional_table("calendar")) {
        coverage.from = row->day("from");
        coverage.designated_from = row->day("designated_from");
        coverage.designated_until = row->day("designated_through") + Days{1};
        row->day("last_checked");
        row->both("explain");
        row->refuse_other_keys();
    } else if (!file.has("calendar")) {
        file.refuse("`[calendar]` is missing");
    }
    std::vector<Holiday> holidays;
    for (auto& row : file.tables("holiday")) {
        auto holiday = read_holiday(row);
        if (std::any_of(holidays.begin(), holidays.end(),
                        [&](const auto& earlier) { return earlier.id == holiday.id; }))
            row.refuse(holiday.id + " is there twice");
        holidays.push_back(std::move(holiday));
    }
    if (holidays.empty()) file.refuse("there is no holiday");
    file.refuse_other_keys();
    return HolidayCalendar{std::move(holidays), coverage};
}

std::vector<DeadlineRule> read_rules(TableReader file) {
    std::vector<DeadlineRule> rules;
    for (auto& row : file.tables("deadline")) rules.push_back(read_rule(row));
    file.refuse_other_keys();
    return rules;
}

std::vector<DeadlineCase> read_cases(TableReader file) {
    std::vector<DeadlineCase> cases;
    for (auto& row : file.tables("case")) cases.push_back(read_case(row));
    file.refuse_other_keys();
    return cases;
}

}  // namespace kader::deadlines
