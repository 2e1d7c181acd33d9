#include "cli/answer_text.h"

#include <algorithm>

#include "kernel/limits.h"

namespace kader::cli {

using check::Answers;
using check::Check;
using check::QuestionAnswer;
using check::RequirementAnswer;
using norm_book::NormBook;
using norm_book::State;

namespace {

constexpr std::size_t records_on_a_line_max = 8;

std::string padded(std::string_view text, std::size_t width) {
    std::string result{text};
    for (auto at = width_of(text); at < width; ++at) result += ' ';
    return result;
}

// "bijeenkomsten B1, B2, B3 … (12)": records of one list under its name once.
std::string witnesses_text(const Check& check, const std::vector<evidence::Witness>& witnesses) {
    std::string text, list;
    std::size_t shown = 0;
    for (const auto& witness : witnesses) {
        if (shown++ == records_on_a_line_max) break;
        const std::string_view key = check.key_of(witness.record);
        const auto colon = key.find(':');
        const auto its_list = key.substr(0, colon);
        if (its_list != list) {
            text += (text.empty() ? "" : "; ") + std::string{its_list} + " ";
            list = its_list;
        } else {
            text += ", ";
        }
        text += key.substr(colon + 1);
    }
    if (witnesses.size() > records_on_a_line_max)
        text += " … (" + std::to_string(witnesses.size()) + ")";
    return text;
}

void print_lacks(std::string& out, const Check& check, const std::vector<evidence::Lack>& lacks,
                 std::int64_t total, const NormBook& book, Language language) {
    constexpr std::size_t shown_max = 6;
    std::size_t shown = 0;
    std::string last;
    // What stands in the way is the other side of an alternative; what lacks says enough.
    const bool anything_lacks =
        std::any_of(lacks.begin(), lacks.end(), [](const evidence::Lack& lack) { return !lack.in_the_way; });
    for (const auto& lack : lacks) {
        if (lack.in_the_way && anything_lacks) continue;
        auto text = answers::lack_text(check, lack, book, language);
        if (text.empty() || text == last) continue;
        last = text;
        if (shown++ == shown_max) {
            const auto left = std::max<std::int64_t>(total, std::int64_t(lacks.size())) - std::int64_t(shown_max);
            out += wrapped(std::string{say(language, "- en nog ", "- and ")} + std::to_string(std::max<std::int64_t>(left, 1)) +
                               std::string{say(language, " meer", " more")},
                           8);
            break;
        }
        out += wrapped("- " + text, 8);
    }
}

// "hoort, niet bevestigd": what a reader must know of the demand itself, in a few words.
std::string tags_of(const RequirementAnswer& answer, Language language) {
    std::string tags;
    const auto add = [&](std::string_view tag) { tags += (tags.empty() ? "" : ", ") + std::string{tag}; };
    const auto has = [&](check::Remark remark) {
        return std::find(answer.remarks.begin(), answer.remarks.end(), remark) != answer.remarks.end();
    };
    if (answer.requirement->weight != norm_book::Weight::Must) add(weight_word(language, answer.requirement->weight));
    if (has(check::Remark::UnconfirmedDemand)) add(say(language, "niet bevestigd", "not confirmed"));
    if (has(check::Remark::OwnRule)) add(say(language, "eigen regel", "own rule"));
    if (has(check::Remark::ShownOtherwise)) add(say(language, "op een andere manier", "otherwise"));
    return tags;
}

// Remarks that the tags do not tell. Since when a demand holds is told by `norms show`.
bool needs_sentence(check::Remark remark, State state) {
    switch (remark) {
        case check::Remark::UnconfirmedDemand: return state == State::Missing || state == State::Contradicted;
        case check::Remark::OwnRule:
        case check::Remark::ShownOtherwise:
        case check::Remark::DateUnconfirmed: return false;
        case check::Remark::Statement: return state != State::Attested;
        default: return true;
    }
}

void print_requirement(std::string& out, const Check& check, const NormBook& book,
                       const RequirementAnswer& answer, Language language) {
    const auto& requirement = *answer.requirement;
    out += "   " + padded(state_word(language, answer.state), 19) + " " + requirement.title.in(language);
    if (const auto tags = tags_of(answer, language); !tags.empty()) out += " (" + tags + ")";
    if (answer.changes_on && answer.state != State::NotApplicable)
        out += std::string{say(language, "; tot en met ", "; through ")} + date(language, *answer.changes_on - Days{1});
    out += "\n";
    switch (answer.state) {
        case State::NotApplicable: out += wrapped(requirement.not_applicable.in(language), 8); break;
        case State::Contradicted:
            out += wrapped(requirement.contradicted.in(language), 8);
            if (!answer.against.empty())
                out += wrapped(std::string{say(language, "Dit blijkt uit: ", "This follows from: ")} +
                                   witnesses_text(check, answer.against), 8);
            break;
        case State::Missing:
            out += wrapped(requirement.missing.in(language), 8);
            print_lacks(out, check, answer.reasons.lacks, answer.reasons.lacking_total, book, language);
            out += wrapped(std::string{say(language, "Oplossen: ", "To solve: ")} + requirement.unblock.in(language), 8);
            out += wrapped(std::string{say(language, "Bron: ", "Source: ")} +
                               sources_text(language, book, requirement.sources), 8);
            break;
        case State::Shown:
        case State::Attested:
            if (!answer.reasons.witnesses.empty())
                out += wrapped(std::string{say(language, "Bewijs: ", "Evidence: ")} +
                                   witnesses_text(check, answer.reasons.witnesses), 8);
            break;
    }
    for (const auto remark : answer.remarks) {
        if (needs_sentence(remark, answer.state)) out += wrapped(remark_text(language, remark), 8);
        if (remark == check::Remark::Statement && needs_sentence(remark, answer.state))
            out += wrapped("- " + witnesses_text(check, answer.statements), 8);
        if (remark == check::Remark::GapInThePast)
            print_lacks(out, check, answer.gaps.lacks, answer.gaps.lacking_total, book, language);
    }
}

}  // namespace

std::string text_of(const Check& check, const Answers& answers, const NormBook& book, Language language) {
    std::string out;
    out += std::string{say(language, "Kwaliteitscheck op ", "Quality check on ")} + date(language, answers.on) + "\n";
    out += wrapped(scope_text(language, book.scope(), answers.scope.ground), 0);
    if (answers.heads_stated && *answers.heads_stated != answers.heads_listed)
        out += wrapped(std::string{say(language, "Het opgegeven aantal zorgverleners (", "The stated number of practitioners (")} +
                           std::to_string(*answers.heads_stated) +
                           std::string{say(language, ") verschilt van de lijst mensen (", ") differs from the list mensen (")} +
                           std::to_string(answers.heads_listed) +
                           std::string{say(language, "). Het hoogste telt.", "). The higher counts.")}, 0);
    out += "\n";

    const auto row = [&](std::string_view label, auto&& picks) {
        std::string numbers;
        for (const auto& question : answers.questions)
            if (picks(question)) numbers += (numbers.empty() ? "" : " ") + std::to_string(question.question->number);
        if (!numbers.empty()) out += "  " + padded(label, 36) + numbers + "\n";
    };
    const auto is = [](State state) { return [state](const QuestionAnswer& q) { return q.state == state && q.applicable && !q.expiring; }; };
    row(state_word(language, State::Contradicted), is(State::Contradicted));
    row(state_word(language, State::Missing), is(State::Missing));
    row(state_word(language, State::Attested), is(State::Attested));
    row(say(language, "aangetoond, verandert binnenkort", "shown, changes soon"), [](const QuestionAnswer& q) { return q.expiring; });
    row(state_word(language, State::Shown), is(State::Shown));
    row(state_word(language, State::NotApplicable), is(State::NotApplicable));
    row(say(language, "niet gesteld aan u", "not asked of you"), [](const QuestionAnswer& q) { return !q.applicable; });

    for (const auto& question : answers.questions) {
        if (!question.applicable && !question.duty_state) continue;
        const auto state = question.duty_state.value_or(question.state);
        out += "\n" + std::to_string(question.question->number) + ". " + question.question->title.in(language) + "\n   ";
        auto word = std::string{state_word(language, state)};
        for (auto& c : word) c = char(std::toupper(static_cast<unsigned char>(c)));
        out += word + std::string{say(language, ", sinds ", ", since ")} + date(language, question.since);
        if (question.changes_on && question.changes_to)
            out += std::string{say(language, "; vanaf ", "; from ")} + date(language, *question.changes_on) + ": " +
                   std::string{state_word(language, *question.changes_to)};
        out += "\n";
        if (question.duty_state) out += wrapped(book.scope().duty_outside_because.text.in(language), 3);
        for (const auto& requirement : question.requirements)
            print_requirement(out, check, book, requirement, language);
    }
    return out;
}

std::string text_of(const std::vector<check::ComingChange>& changes, CalendarDay from,
                    CalendarDay through, const NormBook& book, Language language) {
    std::string out = std::string{say(language, "Wat verandert er als niemand iets doet, van ", "What changes if nobody does anything, from ")} +
                      date(language, from) + std::string{say(language, " tot en met ", " through ")} + date(language, through) + "\n";
    if (changes.empty()) return out + std::string{say(language, "  Niets.\n", "  Nothing.\n")};
    std::optional<CalendarDay> day;
    for (const auto& change : changes) {
        if (day != change.on) out += "\n" + date(language, change.on) + "\n";
        day = change.on;
        if (change.scope) {
            out += wrapped(scope_text(language, book.scope(), *change.scope), 2);
            out.pop_back();
        } else {
            out += change.requirement ? "     " + change.requirement->title.in(language)
                                      : std::string{say(language, "  Vraag ", "  Question ")} + std::to_string(change.question);
            out += ": " + std::string{state_word(language, change.from)} + " → " + std::string{state_word(language, change.to)};
        }
        if (!change.causes.empty()) {
            out += std::string{say(language, ", door ", ", because of ")};
            constexpr std::size_t causes_max = 4;
            for (std::size_t at = 0; at < std::min(change.causes.size(), causes_max); ++at)
                out += (at == 0 ? "" : ", ") + record_text(change.causes[at]);
            if (change.causes.size() > causes_max) out += " … (" + std::to_string(change.causes.size()) + ")";
        }
        out += "\n";
    }
    return out;
}

std::string difference_text(const Answers& before, const Answers& after, Language language) {
    std::string out;
    const auto change = [&](State from, State to) {
        return std::string{state_word(language, from)} + " → " + std::string{state_word(language, to)};
    };
    const auto until = [&](const std::optional<CalendarDay>& day) {
        return day ? date(language, *day) : std::string{say(language, "verandert niet", "does not change")};
    };
    for (std::size_t at = 0; at < before.questions.size(); ++at) {
        const auto& old = before.questions[at];
        const auto& now = after.questions[at];
        std::string lines;
        for (std::size_t each = 0; each < old.requirements.size(); ++each) {
            const auto& was = old.requirements[each];
            const auto& is = now.requirements[each];
            if (was.state != is.state)
                lines += wrapped(was.requirement->title.in(language) + ": " + change(was.state, is.state), 5);
            else if (was.changes_on != is.changes_on)
                lines += wrapped(was.requirement->title.in(language) + ": " +
                                     std::string{say(language, "verandert op ", "changes on ")} + until(was.changes_on) + " → " + until(is.changes_on), 5);
        }
        const bool differs = old.state != now.state || old.applicable != now.applicable || old.changes_on != now.changes_on;
        if (!differs && lines.empty()) continue;
        out += std::string{say(language, "  Vraag ", "  Question ")} + std::to_string(old.question->number) + ": ";
        if (old.applicable != now.applicable)
            out += std::string{now.applicable ? say(language, "wordt nu wel gesteld, ", "is asked now, ")
                                              : say(language, "wordt niet meer gesteld, ", "is no longer asked, ")};
        out += old.state == now.state ? std::string{state_word(language, now.state)} : change(old.state, now.state);
        if (old.changes_on != now.changes_on)
            out += std::string{say(language, "; verandert op: ", "; changes on: ")} + until(old.changes_on) + " → " + until(now.changes_on);
        out += "\n" + lines;
    }
    return out;
}

}  // namespace kader::cli
