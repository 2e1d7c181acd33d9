// instruments: the register of quality instruments, with what each was on a day, and all that is known of it.

#include <algorithm>
#include <ostream>
#include <set>
#include <utility>

#include <boost/json.hpp>

#include "cli/commands.h"
#include "cli/loading.h"
#include "cli/public_norms.h"
#include "cli/words.h"
#include "instruments/resting_rows.h"
#include "instruments/words.h"

namespace kader::cli {

namespace json = boost::json;

using instruments::Instrument;
using instruments::RestingRow;
using instruments::kind_text;
using instruments::role_text;
using instruments::row_text;
using instruments::status_text;

namespace {

std::string day_text(Language language, const std::optional<CalendarDay>& day) {
    return day ? date(language, *day) : std::string{say(language, "onbekend", "unknown")};
}

std::string when_text(Language language, const instruments::When& when) {
    return when.words.nl.empty() ? day_text(language, when.on) : when.words.in(language);
}

std::string sentence(const std::string& text) { return text.ends_with('.') ? text : text + "."; }

// The sources of a row, and that it is not confirmed where it is not.
std::string backing_text(Language language, const norm_book::NormBook& book, const instruments::Backed& backed) {
    std::string text = "[" + sources_text(language, book, backed.sources);
    if (backed.certainty != norm_book::Certainty::Sourced) text += "; " + std::string{certainty_word(language, backed.certainty)};
    return text + "]";
}

const Instrument* find(const Common& common, const WholeEdition& loaded, const std::string& id, std::ostream& err) {
    const auto* found = loaded.doors.instruments.find(id);
    if (!found)
        err << say(common.language, "er is geen kwaliteitsinstrument met de naam ", "there is no quality instrument called ") << harmless(id)
            << say(common.language, "; zie kader instruments list\n", "; see kader instruments list\n");
    return found;
}

json::value day_json(const std::optional<CalendarDay>& day) { return day ? json::value(iso_text(*day)) : json::value(nullptr); }

json::array sources_json(const instruments::Backed& backed) {
    json::array made;
    for (const auto& source : backed.sources) made.push_back(json::object{{"code", source.code}, {"article", source.article}});
    return made;
}

std::vector<RestingRow> rows_of(const Instrument& one, const WholeEdition& edition) { return instruments::resting_rows(one, edition.book, edition.rules); }

// Per version, and those of no known version under a line of their own.
void print_rows(std::ostream& out, Language language, const std::vector<RestingRow>& rows) {
    const instruments::Version* version = nullptr;
    bool is_first = true;
    for (const auto& row : rows) {
        if (std::exchange(is_first, false) || row.version != version) {
            version = row.version;
            out << wrapped(version ? version->title.in(language)
                                   : std::string{say(language, "Op welke versie deze rusten, is niet bekend", "On which version these rest is not known")}, 2);
        }
        out << "    " << row_text(language, row.of) << " " << row.id << "\n";
    }
}

json::object json_of(const Instrument& one, const WholeEdition& edition, CalendarDay on) {
    const auto* status = one.status_on(on);
    const auto* version = one.version_on(on);
    json::array rows;
    for (const auto& row : rows_of(one, edition))
        rows.push_back(json::object{{"of", instruments::word(row.of)}, {"id", row.id}, {"version", row.version ? json::value(row.version->id) : json::value(nullptr)}});
    return {{"id", one.id},
            {"title", {{"nl", one.title.nl}, {"en", one.title.en}}},
            {"kind", instruments::word(one.kind)},
            {"where", one.where},
            {"status", status ? json::value(instruments::word(status->status)) : json::value(nullptr)},
            {"version", version ? json::value(version->id) : json::value(nullptr)},
            {"last_checked", iso_text(one.last_checked)},
            {"rows", std::move(rows)}};
}

}  // namespace

int instruments_list_command(const Common& common, std::optional<CalendarDay> on, std::ostream& out, std::ostream& err) {
    const auto loaded = load_edition(common, err);
    if (!loaded) return Exit::Broken;
    const auto language = common.language;
    const auto day = on.value_or(common.today);
    if (common.format == Format::Json) {
        json::array all;
        for (const auto& one : loaded->doors.instruments.all()) all.push_back(json_of(one, *loaded, day));
        out << json::serialize(json::object{{"format", "kader-instruments-1"}, {"edition", loaded->book.edition()}, {"on", iso_text(day)},
                                            {"instruments", std::move(all)}}) << "\n";
        return Exit::Done;
    }
    for (const auto& one : loaded->doors.instruments.all()) {
        const auto* status = one.status_on(day);
        out << one.id << "\n   " << one.title.in(language) << ", " << kind_text(language, one.kind) << "\n   ";
        if (status)
            out << status_text(language, status->status) << say(language, " sinds ", " since ") << when_text(language, status->when);
        else
            out << say(language, "de stand op deze dag is niet bekend", "its status on this day is not known");
        const auto rows = instruments::count_of(rows_of(one, *loaded));
        if (rows > 0) out << say(language, "; draagt ", "; ") << rows << say(language, rows == 1 ? " norm" : " normen", rows == 1 ? " norm rests on it" : " norms rest on it");
        out << "\n";
    }
    return Exit::Done;
}

int instruments_show_command(const Common& common, const std::string& id, std::optional<CalendarDay> on, std::ostream& out, std::ostream& err) {
    const auto loaded = load_edition(common, err);
    if (!loaded) return Exit::Broken;
    const auto* one = find(common, *loaded, id, err);
    if (!one) return Exit::Wrong;
    const auto language = common.language;
    const auto day = on.value_or(common.today);
    if (common.format == Format::Json) {
        out << json::serialize(json_of(*one, *loaded, day)) << "\n";
        return Exit::Done;
    }
    const auto& book = loaded->book;
    const auto paragraph = [&](const std::string& text) { out << wrapped(text, 2); };
    const auto heading = [&](std::string_view nl, std::string_view en) { out << "\n" << say(language, nl, en) << "\n"; };
    out << one->title.in(language) << " (" << kind_text(language, one->kind) << ")\n";
    paragraph(one->about.in(language));
    if (!one->where.empty()) paragraph(std::string{say(language, "Te vinden op: ", "Found at: ")} + one->where);
    const auto* status = one->status_on(day);
    paragraph((status ? std::string{say(language, "Stand op ", "Status on ")} + date(language, day) + ": " +
                            std::string{status_text(language, status->status)} + std::string{say(language, " sinds ", " since ")} + when_text(language, status->when)
                      : std::string{say(language, "De stand is niet bekend op ", "The status is not known on ")} + date(language, day)));
    heading("Versies", "Versions");
    for (const auto& version : one->versions)
        paragraph(version.title.in(language) + ". " + std::string{say(language, "Geregistreerd: ", "Registered: ")} + day_text(language, version.registered_on) +
                  std::string{say(language, "; te volgen vanaf: ", "; to be followed from: ")} + day_text(language, version.implemented_on) +
                  std::string{say(language, "; hier opgeschreven: ", "; written down here: ")} + day_text(language, version.recorded_on) + " " +
                  backing_text(language, book, version.backed));
    if (!one->deliveries.empty()) heading("Wat is beloofd", "What was promised");
    for (const auto& delivery : one->deliveries)
        paragraph(sentence(delivery.what.in(language)) + std::string{say(language, " Uiterlijk: ", " Due: ")} + day_text(language, delivery.promised) +
                  std::string{say(language, "; geleverd: ", "; delivered: ")} + day_text(language, delivery.delivered) + " " +
                  backing_text(language, book, delivery.backed));
    if (!one->parties.empty()) heading("Wie erbij betrokken zijn", "Who is involved");
    for (const auto& party : one->parties) {
        auto text = party.name + ", " + std::string{role_text(language, party.role)};
        if (party.from) text += std::string{say(language, " vanaf ", " from ")} + date(language, *party.from);
        if (party.until) text += std::string{say(language, " tot en met ", " through ")} + date(language, *party.until - Days{1});
        paragraph(text);
    }
    if (!one->decisions.empty()) heading("Besluiten", "Decisions");
    for (const auto& decision : one->decisions)
        paragraph(when_text(language, decision.when) + ", " + decision.body + ": " + decision.text.in(language) + " " + backing_text(language, book, decision.backed));
    if (!one->positions.empty()) heading("Waarover partijen het oneens zijn", "Where parties disagree");
    for (const auto& position : one->positions)
        paragraph(position.party + (position.when.on ? " (" + when_text(language, position.when) + ")" : std::string{}) + ": " +
                  position.text.in(language) + " " + backing_text(language, book, position.backed));
    if (!one->then_and_now.empty()) heading("Toen en nu", "Then and now");
    for (const auto& both : one->then_and_now) {
        paragraph(std::string{say(language, "Toen", "Then")} + (both.said_on.on ? " (" + when_text(language, both.said_on) + ")" : std::string{}) + ": " + both.said.in(language));
        paragraph(std::string{say(language, "Nu", "Now")} + (both.since ? std::string{say(language, " (sinds ", " (since ")} + date(language, *both.since) + ")" : std::string{}) +
                  ": " + both.now.in(language) + " " + backing_text(language, book, both.backed));
    }
    if (!one->open.empty()) heading("Wat nog open is", "What is still open");
    for (const auto& point : one->open) paragraph(point.text.in(language) + " " + backing_text(language, book, point.backed));
    const auto rows = rows_of(*one, *loaded);
    heading("Normen die hierop rusten, per versie", "Norms that rest on this, per version");
    if (rows.empty()) paragraph(std::string{say(language, "Geen.", "None.")});
    print_rows(out, language, rows);
    out << "\n" << say(language, "Nagekeken op ", "Last checked on ") << date(language, one->last_checked) << "\n";
    return Exit::Done;
}

int instruments_history_command(const Common& common, const std::string& id, std::ostream& out, std::ostream& err) {
    const auto loaded = load_edition(common, err);
    if (!loaded) return Exit::Broken;
    const auto* one = find(common, *loaded, id, err);
    if (!one) return Exit::Wrong;
    const auto language = common.language;
    if (common.format == Format::Json) {
        json::array all;
        for (const auto& change : one->history)
            all.push_back(json::object{{"on", day_json(change.when.on)},
                                       {"precision", instruments::word(change.when.precision)},
                                       {"status", instruments::word(change.status)},
                                       {"text", {{"nl", change.text.nl}, {"en", change.text.en}}},
                                       {"certainty", norm_book::word(change.backed.certainty)},
                                       {"sources", sources_json(change.backed)}});
        out << json::serialize(json::object{{"format", "kader-instrument-history-1"}, {"id", one->id}, {"history", std::move(all)}}) << "\n";
        return Exit::Done;
    }
    out << one->title.in(language) << "\n";
    for (const auto& change : one->history) {
        out << "\n" << when_text(language, change.when);
        if (change.status != instruments::Status::Note) out << ": " << status_text(language, change.status);
        out << "\n" << wrapped(change.text.in(language) + " " + backing_text(language, loaded->book, change.backed), 2);
    }
    return Exit::Done;
}

}  // namespace kader::cli
