#include "cli/answer_json.h"

#include "cli/words.h"

namespace kader::cli {

std::string json_of(const check::Check& check, const check::Answers& answers, const norm_book::NormBook& book, const RowsRead& rows,
                    std::optional<CalendarDay> known_on) {
    // The cells of a refused row are whatever stood in a file.
    auto shown = rows;
    for (auto& reject : shown.rejects)
        for (auto* text : {&reject.file, &reject.column, &reject.kenmerk, &reject.reason.nl, &reject.reason.en}) *text = harmless(*text);
    return wire::text_of(wire::write(answers::answer_of(check, answers, book, shown, known_on))) + "\n";
}

std::string json_of(const std::vector<check::ComingChange>& changes, CalendarDay from, CalendarDay through, const norm_book::NormBook& book) {
    return wire::text_of(wire::write(answers::answer_of(changes, from, through, book))) + "\n";
}

}  // namespace kader::cli
