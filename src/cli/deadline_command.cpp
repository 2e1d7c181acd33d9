// deadline: from an event to a day that can be defended.

#include <ostream>

#include <boost/json.hpp>

#include "check/record_types.h"
#include "cli/commands.h"
#include "cli/loading.h"
#include "cli/norm_rules.h"
#include "deadlines/deadline_rules.h"

namespace kader::cli {

namespace json = boost::json;

using deadlines::Deadline;

namespace {

json::value text_or_null(const std::optional<CalendarDay>& day) {
    return day ? json::value(iso_text(*day)) : json::value(nullptr);
}

json::value instant_or_day(const std::optional<deadlines::Instant>& at, const std::optional<CalendarDay>& day) {
    return at ? json::value(deadlines::amsterdam_text(*at)) : text_or_null(day);
}

std::string json_of(const Deadline& deadline, const norm_book::NormBook& book) {
    json::array trace;
    for (const auto& step : deadline.trace) {
        const auto* known = book.source(step.source.code);
        trace.push_back(json::object{{"nl", step.text.nl}, {"en", step.text.en}, {"code", step.source.code},
                                     {"article", step.source.article}, {"title", known ? known->title : ""}});
    }
    json::array remarks;
    for (const auto& remark : deadline.remarks) remarks.push_back(json::object{{"nl", remark.nl}, {"en", remark.en}});
    json::object whole{{"format", "kader-deadline-1"},
                       {"edition", book.edition()},
                       {"rule", deadline.rule},
                       {"safe_due", instant_or_day(deadline.safe_due_at, deadline.safe_due)},
                       {"legal_latest", instant_or_day(deadline.legal_latest_at, deadline.legal_latest)},
                       {"earliest", text_or_null(deadline.earliest)},
                       {"keep_until", text_or_null(deadline.keep_until)},
                       {"destroyable_from", text_or_null(deadline.destroyable_from)},
                       {"plan_on", text_or_null(deadline.plan_on)},
                       {"notice_safe_due", text_or_null(deadline.notice_safe_due)},
                       {"notice_latest", text_or_null(deadline.notice_latest)},
                       {"applies", deadline.applies ? json::value(*deadline.applies) : json::value(nullptr)},
                       {"certainty", norm_book::word(deadline.term_certainty)},
                       {"latest_certainty", norm_book::word(deadline.latest_certainty)},
                       {"remarks", std::move(remarks)},
                       {"trace", std::move(trace)}};
    return json::serialize(whole) + "\n";
}

std::string text_of(const Deadline& deadline, const deadlines::DeadlineRule& rule, const norm_book::NormBook& book,
                    Language language) {
    std::string out = rule.title.in(language) + " (" + rule.id + ")\n";
    const auto line = [&](std::string_view nl, std::string_view en, const std::string& value) {
        auto label = std::string{say(language, nl, en)};
        while (width_of(label) < 26) label += ' ';
        out += "  " + label + value + "\n";
    };
    const auto day = [&](std::string_view nl, std::string_view en, const std::optional<CalendarDay>& on) {
        if (on) line(nl, en, date(language, *on));
    };
    const auto at = [&](std::string_view nl, std::string_view en, const std::optional<deadlines::Instant>& when) {
        if (when) line(nl, en, deadlines::amsterdam_text(*when));
    };
    day("op zijn vroegst", "earliest", deadline.earliest);
    day("veilig op", "safe on", deadline.safe_due);
    at("veilig om", "safe at", deadline.safe_due_at);
    day("op zijn laatst", "latest by law", deadline.legal_latest);
    at("op zijn laatst", "latest by law", deadline.legal_latest_at);
    day("laatste werkdag ervoor", "last working day before", deadline.plan_on);
    day("bewaren tot en met", "keep through", deadline.keep_until);
    day("vernietigen mag vanaf", "may be destroyed from", deadline.destroyable_from);
    day("bericht veilig op", "notice safe on", deadline.notice_safe_due);
    day("bericht op zijn laatst", "notice at the latest", deadline.notice_latest);
    if (deadline.applies) line("geldt op die dag", "holds on that day", std::string{*deadline.applies ? say(language, "ja", "yes") : say(language, "nee", "no")});
    if (deadline.term_certainty != norm_book::Certainty::Sourced || deadline.latest_certainty != norm_book::Certainty::Sourced)
        line("zekerheid", "certainty", std::string{certainty_word(language, std::max(deadline.term_certainty, deadline.latest_certainty))});
    out += std::string{say(language, "\nZo is het berekend\n", "\nHow it was computed\n")};
    int number = 0;
    for (const auto& step : deadline.trace) {
        auto text = std::to_string(++number) + ". " + step.text.in(language);
        const auto source = sources_text(language, book, {step.source});
        if (!step.source.code.empty()) text += " [" + source + "]";
        out += wrapped(text, 2);
    }
    for (const auto& remark : deadline.remarks) out += wrapped(remark.in(language), 2);
    return out;
}

}  // namespace

std::optional<deadlines::DeadlineRules> load_deadline_rules(const Common& common, const norm_book::NormBook& book,
                                                            std::ostream& err) {
    deadlines::KnownNames known;
    for (const auto& source : book.sources()) known.source_codes.push_back(source.code);
    for (const auto& kind : check::fact_kinds()) known.fact_kinds.emplace_back(kind.name);
    auto loaded = deadlines::DeadlineRules::load(common.norms, known);
    if (auto* rules = std::get_if<deadlines::DeadlineRules>(&loaded)) return std::move(*rules);
    for (const auto& fault : std::get<std::vector<norm_book::Fault>>(loaded)) err << norm_book::text_of(fault) << "\n";
    return {};
}

int deadline_command(const Common& common, const std::string& id, const std::string& from, std::ostream& out,
                     std::ostream& err) {
    const auto book = load_norms(common, err);
    if (!book) return Exit::Broken;
    const auto rules = load_deadline_rules(common, *book, err);
    if (!rules) return Exit::Broken;
    const auto* rule = rules->rule(id);
    if (!rule) {
        err << say(common.language, "er is geen termijn met de naam ", "there is no deadline rule called ") << harmless(id)
            << say(common.language, "; zie kader norms list\n", "; see kader norms list\n");
        return Exit::Wrong;
    }
    const auto event = deadlines::parse_event(from, common.language);
    if (!event) {
        err << "--from " << harmless(from) << ": " << harmless(event.error().detail) << "\n";
        return Exit::Wrong;
    }
    const auto deadline = rules->deadline_of(id, *event, common.language);
    if (!deadline) {
        err << deadline.error().detail << "\n";
        return deadline.error().code == Code::Invalid ? Exit::Wrong : Exit::Refused;
    }
    out << (common.format == Format::Json ? json_of(*deadline, *book) : text_of(*deadline, *rule, *book, common.language));
    return Exit::Done;
}

}  // namespace kader::cli
