#include "deadlines/deadline_reading.h"

#include <algorithm>
#include <array>

namespace kader::deadlines {

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
        row.fault_on("id", "an id is lower case letters, digits and hyphens");
    return id;
}

constexpr std::array all_kinds = {Kind::Term,      Kind::Hours,        Kind::Window,
                                  Kind::Backwards, Kind::NotOlderThan, Kind::Earliest,
                                  Kind::KeepUntil, Kind::KeepAtMost,   Kind::ValidThrough,
                                  Kind::Recurring, Kind::FixedDay,     Kind::Applies};
constexpr std::array all_methods = {
    Method::GeneralTermsAct, Method::European,    Method::NoRoll,       Method::PolicyWorkingDays,
    Method::ElapsedHours,    Method::CountedBack, Method::CalendarDate, Method::DayOfFact};

template <class Choices>
auto read_choice(TableReader& row, const char* key, const Choices& choices) {
    const auto text = row.text(key);
    for (const auto choice : choices)
        if (word(choice) == text) return choice;
    std::string reason = "`" + std::string{key} + "` must be one of:";
    for (const auto choice : choices) reason += " " + std::string{word(choice)};
    row.fault_on(key, std::move(reason));
    return choices.front();
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
        named.once = row.maybe_day("on_date");
        return named;
    }
    const auto text = row.text("on_day");
    const auto parts = parse_month_day(text);
    if (!parts) {
        if (!text.empty())
            row.fault_on("on_day", "`on_day` must be a day of every year, like 05-31");
        return {};
    }
    named.month = parts->first;
    named.day = parts->second;
    const auto later = row.maybe_number("years_later").value_or(0);
    if (later < 0 || later > 10)
        row.fault_on("years_later", "`years_later` must be from 0 through 10");
    named.years_later = int(std::clamp<std::int64_t>(later, 0, 10));
    return named;
}

DeadlineValue read_value(const TomlValue& table, Kind kind, const std::string& name,
                         std::vector<Fault>& faults) {
    TableReader row{table, name, faults};
    DeadlineValue value;
    value.position = row.position();
    value.certainty = read_certainty(row, "certainty");
    value.validity = read_validity(row, value.certainty);
    value.sources = read_sources(row, name, faults);
    value.method = read_choice(row, "method", all_methods);
    if (row.has("method_certainty"))
        value.method_certainty = read_certainty(row, "method_certainty");
    value.counts_from = row.both("counts_from", false);
    value.note = row.both("note", false);
    if (!go_together(kind, value.method))
        row.fault_on("method", "kind " + std::string{word(kind)} + " does not go with method " +
                                   std::string{word(value.method)});
    if (value.method == Method::CalendarDate) {
        value.named = read_named_day(row);
    } else if (value.method != Method::DayOfFact) {
        const auto term = parse_length(row.text("term"));
        if (!term)
            row.fault_on("term", "`term` must be a length like \"6 weeks\" or \"3 working days\"");
        else if (!go_together(value.method, term->unit))
            row.fault_on("term", "method " + std::string{word(value.method)} + " does not count " +
                                     english_text(*term));
        else
            value.term = *term;
    }
    row.finish();
    return value;
}

void read_start_or_stop(TableReader& row, const char* key, const char* what, std::string& named,
                        Text& text, const std::string& file, std::vector<Fault>& faults) {
    const auto* table = row.maybe_table(key);
    if (!table) {
        row.fault("`" + std::string{key} + "` is missing");
        return;
    }
    TableReader part{*table, file, faults};
    named = part.text(what);
    text = {part.text("nl"), part.text("en")};
    part.finish();
}

void check_order(const DeadlineRule& rule, const std::string& name, std::vector<Fault>& faults) {
    for (std::size_t at = 1; at < rule.values.size(); ++at) {
        const auto& before = rule.values[at - 1].validity;
        const auto& value = rule.values[at];
        if (!value.validity.from || !before.until || *value.validity.from < *before.until)
            faults.push_back(
                {{name, value.position.line},
                 rule.id + ": this period overlaps the one before it, or is not in order"});
    }
}

DeadlineRule read_rule(const TomlValue& table, const std::string& name,
                       std::vector<Fault>& faults) {
    TableReader row{table, name, faults};
    DeadlineRule rule;
    rule.position = row.position();
    rule.id = read_id(row);
    rule.title = row.both("title", true);
    rule.explain = row.both("explain", true);
    rule.kind = read_choice(row, "kind", all_kinds);
    read_start_or_stop(row, "starts", "event", rule.start_event, rule.start, name, faults);
    read_start_or_stop(row, "stops", "record", rule.stop_record, rule.stop, name, faults);
    rule.extends = row.maybe_text("extends").value_or("");
    rule.see_also = row.maybe_texts("see_also");
    if (!row.has("fed_by"))
        row.fault("`fed_by` is missing (an empty list when nothing feeds it yet)");
    rule.fed_by = row.maybe_texts("fed_by");
    rule.last_checked = row.day("last_checked");
    for (const auto* value : row.tables("value"))
        rule.values.push_back(read_value(*value, rule.kind, name, faults));
    if (rule.values.empty()) row.fault("it has no value");
    if (!rule.extends.empty() && rule.kind != Kind::Term)
        row.fault_on("extends", "only a rule of kind term can extend another");
    row.finish();
    check_order(rule, name, faults);
    return rule;
}

Holiday read_holiday(const TomlValue& table, const std::string& name, std::vector<Fault>& faults) {
    TableReader row{table, name, faults};
    Holiday holiday;
    holiday.position = row.position();
    holiday.id = read_id(row);
    holiday.name = row.both("name", true);
    holiday.certainty = read_certainty(row, "certainty");
    holiday.sources = read_sources(row, name, faults);
    if (row.has("date")) {
        // A single day is its own period.
        const auto day = row.maybe_day("date");
        if (day) holiday.when = DesignatedDay{*day};
        holiday.validity = {day, {}, holiday.certainty};
        if (day) holiday.validity.until = *day + Days{1};
    } else {
        holiday.validity = read_validity(row, holiday.certainty);
        if (row.has("days_from_easter")) {
            const auto days = row.maybe_number("days_from_easter").value_or(0);
            if (days < -100 || days > 100)
                row.fault_on("days_from_easter",
                             "`days_from_easter` must be from -100 through 100");
            holiday.when = DaysFromEaster{int(std::clamp<std::int64_t>(days, -100, 100))};
        } else {
            const auto parts = parse_month_day(row.text("month_day"));
            if (!parts) row.fault("it needs a date, days_from_easter, or a month_day like 04-27");
            const auto sunday = row.maybe_text("on_sunday").value_or("");
            if (!sunday.empty() && sunday != "day-before")
                row.fault_on("on_sunday", "`on_sunday` can only be \"day-before\"");
            if (parts) holiday.when = FixedDate{parts->first, parts->second, !sunday.empty()};
        }
    }
    row.finish();
    return holiday;
}

// A date as a date, or an instant as a text.
std::string read_moment(TableReader& row, std::string_view key) {
    const auto* value = row.any(key);
    if (!value) return {};
    if (value->type == TomlValue::Type::Day) return iso_text(value->day);
    if (value->type == TomlValue::Type::Text && !value->text.empty()) return value->text;
    row.fault_on(key, "`" + std::string{key} + "` must be a date, or a text with a time");
    return {};
}

DeadlineCase read_case(const TomlValue& table, const std::string& name,
                       std::vector<Fault>& faults) {
    TableReader row{table, name, faults};
    DeadlineCase example;
    example.position = row.position();
    example.rule = row.text("rule");
    if (!row.has("from")) row.fault("`from` is missing");
    example.from = read_moment(row, "from");
    example.because = row.text("because");
    for (const char* key : {"safe_due", "legal_latest", "earliest", "keep_until",
                            "destroyable_from", "plan_on", "notice_safe_due", "notice_latest"})
        if (auto moment = read_moment(row, key); !moment.empty())
            example.expected.emplace_back(key, std::move(moment));
    for (const char* key : {"refused", "applies"})
        if (const auto flag = row.maybe_flag(key))
            example.expected.emplace_back(key, *flag ? "yes" : "no");
    if (example.expected.empty()) row.fault("it expects nothing");
    row.finish();
    return example;
}

}  // namespace

HolidayCalendar read_holidays(const TomlValue& file, const std::string& name,
                              std::vector<Fault>& faults) {
    TableReader top{file, name, faults};
    Coverage coverage;
    if (const auto* table = top.maybe_table("calendar")) {
        TableReader row{*table, name, faults};
        coverage.from = row.day("from").value_or(CalendarDay{});
        coverage.designated_from = row.day("designated_from").value_or(CalendarDay{});
        coverage.designated_until = row.day("designated_through").value_or(CalendarDay{}) + Days{1};
        row.day("last_checked");
        row.both("explain", true);
        row.finish();
    } else {
        top.fault("`[calendar]` is missing");
    }
    std::vector<Holiday> holidays;
    for (const auto* table : top.tables("holiday")) {
        holidays.push_back(read_holiday(*table, name, faults));
        const auto& added = holidays.back();
        for (std::size_t at = 0; at + 1 < holidays.size(); ++at)
            if (holidays[at].id == added.id)
                faults.push_back({added.position, added.id + " is there twice"});
    }
    if (holidays.empty()) top.fault("there is no holiday");
    top.finish();
    return HolidayCalendar{std::move(holidays), coverage};
}

std::vector<DeadlineRule> read_rules(const TomlValue& file, const std::string& name,
                                     std::vector<Fault>& faults) {
    TableReader top{file, name, faults};
    std::vector<DeadlineRule> rules;
    for (const auto* table : top.tables("deadline"))
        rules.push_back(read_rule(*table, name, faults));
    top.finish();
    return rules;
}

std::vector<DeadlineCase> read_cases(const TomlValue& file, const std::string& name,
                                     std::vector<Fault>& faults) {
    TableReader top{file, name, faults};
    std::vector<DeadlineCase> cases;
    for (const auto* table : top.tables("case")) cases.push_back(read_case(*table, name, faults));
    top.finish();
    return cases;
}

}  // namespace kader::deadlines
