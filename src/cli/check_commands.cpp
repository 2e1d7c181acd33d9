// check, forecast, what-if and map: what a folder of lists, or a stored practice, answers.

#include <ostream>

#include "cli/answer_json.h"
#include "cli/answer_text.h"
#include "cli/commands.h"
#include "cli/loading.h"
#include "cli/move_dates.h"
#include "lists/mapping.h"

namespace kader::cli {

int check_command(const Common& common, const CheckOptions& options, std::ostream& out, std::ostream& err) {
    const auto book = load_norms(common, err);
    if (!book) return Exit::Broken;
    int code = Exit::Done;
    const auto input = load_input(common, options, err, code);
    if (!input) return code;
    const check::Check check{*book, input->records, input->known_on};
    print_refused(common, check, err);
    const auto answers = check.on(options.on.value_or(common.today));
    if (common.format == Format::Json) {
        out << json_of(check, answers, *book, input->rows, options.known_on);
        return Exit::Done;
    }
    if (options.known_on)
        out << say(common.language, "Met wat de praktijk wist op ", "With what the practice knew on ")
            << date(common.language, *options.known_on) << "\n";
    out << text_of(check, answers, *book, common.language);
    return Exit::Done;
}

int forecast_command(const Common& common, const CheckOptions& options, std::ostream& out, std::ostream& err) {
    const auto from = options.on.value_or(common.today);
    const auto through = options.until.value_or(plus_months(from, 12));
    if (through < from) {
        err << say(common.language, "--until ligt vóór de eerste dag\n", "--until is before the first day\n");
        return Exit::Wrong;
    }
    const auto book = load_norms(common, err);
    if (!book) return Exit::Broken;
    int code = Exit::Done;
    const auto input = load_input(common, options, err, code);
    if (!input) return code;
    const check::Check check{*book, input->records, input->known_on};
    print_refused(common, check, err);
    const auto changes = check.forecast(from, through);
    out << (common.format == Format::Json ? json_of(changes, from, through, *book)
                                          : text_of(changes, from, through, *book, common.language));
    return Exit::Done;
}

namespace {

// One change of a what-if: `LIST:KENMERK:COLUMN=VALUE`, `-LIST:KENMERK`, `+LIST:FILE`.
std::optional<lists::Reason> apply_change(lists::ListFolder& folder, std::string_view change) {
    const lists::Reason wrong{
        "een wijziging is LIJST:KENMERK:KOLOM=WAARDE, -LIJST:KENMERK of +LIJST:BESTAND",
        "a change is LIST:KENMERK:COLUMN=VALUE, -LIST:KENMERK or +LIST:FILE"};
    const char sign = change.empty() ? ' ' : change.front();
    if (sign == '-' || sign == '+') change.remove_prefix(1);
    const auto colon = change.find(':');
    if (colon == std::string_view::npos) return wrong;
    const auto list = change.substr(0, colon);
    const auto rest = change.substr(colon + 1);
    if (list.empty() || rest.empty()) return wrong;
    if (sign == '-') return folder.remove(list, rest);
    if (sign == '+') return folder.add_file(list, std::filesystem::path{rest});
    const auto equals = rest.find('=');
    if (equals == std::string_view::npos) return wrong;
    // A kenmerk may hold a colon; a column's name does not.
    const auto last = rest.substr(0, equals).rfind(':');
    if (last == std::string_view::npos) return wrong;
    return folder.set(list, rest.substr(0, last), rest.substr(last + 1, equals - last - 1), rest.substr(equals + 1));
}

}  // namespace

int what_if_command(const Common& common, const CheckOptions& options, std::ostream& out, std::ostream& err) {
    const auto book = load_norms(common, err);
    if (!book) return Exit::Broken;
    const auto folder = load_folder(common, options.folder, err);
    if (!folder) return Exit::Wrong;
    auto changed = *folder;
    for (const auto& change : options.changes)
        if (const auto reason = apply_change(changed, change)) {
            err << harmless(change) << ": " << harmless(say(common.language, reason->nl, reason->en)) << "\n";
            return Exit::Wrong;
        }
    const auto now = folder->facts(), then = changed.facts();
    print_findings(common, then, err);
    const check::Check before{*book, records_of(now), options.known_on};
    const check::Check after{*book, records_of(then), options.known_on};
    print_refused(common, after, err);
    const auto day = options.on.value_or(common.today);
    const auto answers_after = after.on(day);
    if (common.format == Format::Json) {
        out << json_of(after, answers_after, *book, {then.rows.size(), then.rows_rejected, then.rejects}, options.known_on);
        return Exit::Done;
    }
    const auto difference = difference_text(before.on(day), answers_after, common.language);
    out << say(common.language, "Wat dit verandert op ", "What this changes on ") << date(common.language, day) << ":\n"
        << (difference.empty() ? std::string{say(common.language, "  Niets aan de antwoorden.\n", "  Nothing in the answers.\n")}
                               : difference);
    return Exit::Done;
}

int map_command(const Common& common, const std::filesystem::path& path, std::ostream& out, std::ostream& err) {
    const auto folder = load_folder(common, path, err);
    if (!folder) return Exit::Wrong;
    const auto puzzling = folder->puzzling_files();
    if (puzzling.empty()) {
        err << say(common.language, "Alle bestanden in deze map hebben al de namen en kolommen van Kader.\n",
                   "All files in this folder already have Kader's names and columns.\n");
        return Exit::Done;
    }
    out << lists::propose_mapping(puzzling, folder->types());
    return Exit::Done;
}

int move_dates_command(const Common& common, const std::filesystem::path& folder, const std::filesystem::path& into,
                       CalendarDay was, std::optional<CalendarDay> now, std::ostream& err) {
    if (const auto problem = copy_with_moved_dates(folder, into, was, now.value_or(common.today))) {
        err << harmless(*problem) << "\n";
        return Exit::Wrong;
    }
    return Exit::Done;
}

}  // namespace kader::cli
