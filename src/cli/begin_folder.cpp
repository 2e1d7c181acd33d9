#include "cli/begin_folder.h"

#include <cstring>
#include <ostream>
#include <system_error>

#include <boost/json.hpp>

#include "cli/words.h"
#include "lists/spreadsheet_cell.h"
#include "system/files.h"

namespace kader::cli {

namespace json = boost::json;
namespace fs = std::filesystem;

using interviews::FirstList;
using interviews::FirstLists;
using interviews::FirstNote;

namespace {

std::string csv_of(const FirstList& list) {
    lists::CsvLine line;
    for (const auto& column : list.columns) line.add(column);
    // The byte order mark tells Excel that é is é.
    auto text = "\xEF\xBB\xBF" + line.take();
    for (const auto& row : list.rows) {
        for (const auto& cell : row) line.add(cell);
        text += line.take();
    }
    return text;
}

std::string_view word(FirstNote::About about) {
    switch (about) {
        case FirstNote::About::Read: return "read";
        case FirstNote::About::LeftOut: return "left-out";
        case FirstNote::About::ToDo: return "to-do";
    }
    return {};
}

std::string_view note_heading(Language language, FirstNote::About about) {
    switch (about) {
        case FirstNote::About::Read: return say(language, "Let op", "Please note");
        case FirstNote::About::LeftOut: return say(language, "Niet ingevuld", "Not filled in");
        case FirstNote::About::ToDo: return say(language, "Wat u nog invult", "What you still fill in");
    }
    return {};
}

void print_notes(std::ostream& out, Language language, const FirstLists& first, FirstNote::About about) {
    bool is_first = true;
    for (const auto& note : first.notes) {
        if (note.about != about) continue;
        if (std::exchange(is_first, false)) out << "\n" << note_heading(language, about) << "\n";
        out << wrapped("- " + note.text.in(language), 2);
    }
}

// A folder as it can be typed again behind a command.
std::string as_typed(const fs::path& folder) {
    const auto text = harmless(folder.string());
    if (text.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/._-") == std::string::npos) return text;
    std::string quoted = "'";
    for (const char one : text) quoted += one == '\'' ? std::string{"'\\''"} : std::string{one};
    return quoted + "'";
}

void print_told(const Common& common, const fs::path& folder, const FirstLists& first, CalendarDay asked_on, std::ostream& out) {
    const auto language = common.language;
    out << say(language, "Een map om mee te beginnen: ", "A folder to begin with: ") << harmless(folder.string()) << "\n\n"
        << say(language, "Geschreven, vanaf ", "Written, from ") << date(language, first.from) << "\n";
    for (const auto& list : first.lists)
        for (const auto& row : list.rows) {
            out << "  " << list.name << ".csv, " << row[0] << ": " << row[1];
            if (row.size() > 3) out << " = " << row[2];
            out << "\n";
        }
    for (const auto about : {FirstNote::About::Read, FirstNote::About::LeftOut, FirstNote::About::ToDo}) print_notes(out, language, first, about);
    const auto name = as_typed(folder);
    // Before its first day no row says anything.
    const auto later = first.from > asked_on ? " --on " + iso_text(first.from) : std::string{};
    out << "\n" << say(language, "Daarna", "Then") << "\n"
        << "  kader check " << name << later << say(language, "\n    wat er ontbreekt, per vraag\n", "\n    what is missing, question by question\n")
        << "  kader lists" << say(language, "\n    welke lijsten en kolommen er zijn\n", "\n    which lists and columns there are\n")
        << "  kader init --data " << say(language, "MAP --practice NAAM", "DIR --practice NAME") << "\n"
        << "  kader import --data " << say(language, "MAP ", "DIR ") << name
        << say(language, "\n    als Kader uw gegevens zelf moet bewaren\n", "\n    when Kader is to keep your records itself\n");
}

json::value json_of(const fs::path& folder, const FirstLists& first, CalendarDay asked_on) {
    json::array written, notes;
    for (const auto& list : first.lists) {
        json::array rows;
        for (const auto& row : list.rows) {
            json::object cells;
            for (std::size_t at = 0; at < row.size(); ++at) cells[list.columns[at]] = row[at];
            rows.push_back(std::move(cells));
        }
        written.push_back(json::object{{"list", list.name}, {"rows", std::move(rows)}});
    }
    for (const auto& note : first.notes)
        notes.push_back(json::object{{"id", note.id}, {"about", word(note.about)}, {"text", {{"nl", note.text.nl}, {"en", note.text.en}}}});
    return json::object{{"format", "kader-first-lists-1"}, {"on", iso_text(asked_on)}, {"from", iso_text(first.from)},
                        {"folder", folder.string()}, {"lists", std::move(written)}, {"notes", std::move(notes)}};
}

}  // namespace

int begin_folder(const Common& common, const fs::path& folder, const FirstLists& first, CalendarDay asked_on, std::ostream& out,
                 std::ostream& err) {
    const auto language = common.language;
    if (first.lists.empty()) {
        err << say(language, "uit deze antwoorden volgt geen enkele rij; er is niets geschreven\n", "no row follows from these answers; nothing was written\n");
        for (const auto& note : first.notes)
            if (note.about != FirstNote::About::ToDo) err << wrapped("- " + note.text.in(language), 2);
        return Exit::Wrong;
    }
    std::error_code problem;
    const auto there = fs::symlink_status(folder, problem);
    if (fs::exists(there) && (!fs::is_directory(there) || !fs::is_empty(folder, problem) || problem)) {
        err << harmless(folder.string()) << say(language, " bestaat al en is geen lege map; er is niets geschreven\n", " exists and is not an empty folder; nothing was written\n");
        return Exit::Wrong;
    }
    try {
        system::make_folder_durably(folder);
        for (const auto& list : first.lists) {
            const auto text = csv_of(list);
            system::write_file_durably(folder / (list.name + ".csv"), {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()},
                                       system::FileAccess::OwnerOnly);
        }
    } catch (const system::FileError& refused) {
        err << say(language, "de map kan niet worden geschreven: ", "the folder cannot be written: ") << harmless(refused.what()) << " (" << std::strerror(refused.code()) << ")\n";
        return Exit::Broken;
    }
    if (common.format == Format::Json)
        out << json::serialize(json_of(folder, first, asked_on)) << "\n";
    else
        print_told(common, folder, first, asked_on, out);
    return Exit::Done;
}

}  // namespace kader::cli
