#include "answers/check_answer.h"

#include "answers/words.h"

namespace kader::answers {

using check::Check;
using norm_book::NormBook;

namespace {

BothLanguages both(const Text& text) { return {text.nl, text.en}; }

std::optional<std::string> state(const std::optional<norm_book::State>& one) {
    if (!one) return {};
    return std::string{norm_book::word(*one)};
}

RecordName record(std::string_view key) {
    const auto colon = key.find(':');
    return {std::string{key.substr(0, colon)}, std::string{key.substr(colon + 1)}};
}

std::optional<RecordName> record(const Check& check, evidence::RecordId id) {
    if (id == evidence::no_name) return {};
    return record(check.key_of(id));
}

std::vector<WitnessAnswer> witnesses(const Check& check, const std::vector<evidence::Witness>& all) {
    std::vector<WitnessAnswer> result;
    for (const auto& witness : all) {
        auto [list, kenmerk] = record(check.key_of(witness.record));
        WitnessAnswer one{std::move(list), std::move(kenmerk), facts::day_at(witness.days.from), {}};
        if (witness.days.until < facts::days_count) one.through = facts::day_at(witness.days.until - 1);
        result.push_back(std::move(one));
    }
    return result;
}

std::vector<LackAnswer> lacks(const Check& check, const std::vector<evidence::Lack>& all, const NormBook& book) {
    std::vector<LackAnswer> result;
    for (const auto& lack : all) {
        LackAnswer one{lack.condition, lack.subject, record(check, lack.record), record(check, lack.last), {}, record(check, lack.next), {},
                       lack.in_the_way, {lack_text(check, lack, book, Language::Dutch), lack_text(check, lack, book, Language::English)}};
        if (lack.ended && *lack.ended < facts::days_count) one.last_through = facts::day_at(*lack.ended - 1);
        if (lack.begins) one.next_from = facts::day_at(*lack.begins);
        result.push_back(std::move(one));
    }
    return result;
}

ReasonsAnswer reasons_of(const Check& check, const check::RequirementAnswer& answer, const NormBook& book) {
    const auto& norm = *answer.requirement;
    ReasonsAnswer reasons;
    switch (answer.state) {
        case norm_book::State::Missing:
            reasons.text = both(norm.missing);
            reasons.unblock = both(norm.unblock);
            break;
        case norm_book::State::Contradicted: reasons.text = both(norm.contradicted); break;
        case norm_book::State::NotApplicable: reasons.text = both(norm.not_applicable); break;
        case norm_book::State::Shown:
        case norm_book::State::Attested: break;
    }
    reasons.lacks = lacks(check, answer.reasons.lacks, book);
    reasons.subjects_total = answer.reasons.subjects_total;
    reasons.lacking_total = answer.reasons.lacking_total;
    reasons.against = witnesses(check, answer.against);
    reasons.gaps = lacks(check, answer.gaps.lacks, book);
    reasons.statements = witnesses(check, answer.statements);
    return reasons;
}

RequirementJson requirement(const Check& check, const check::RequirementAnswer& answer, const NormBook& book) {
    const auto& norm = *answer.requirement;
    RequirementJson one;
    one.id = norm.id;
    one.title = both(norm.title);
    one.state = norm_book::word(answer.state);
    one.effect = norm_book::word(answer.effect);
    one.weight = norm_book::word(norm.weight);
    one.certainty = norm_book::word(norm.certainty);
    one.since = answer.since;
    one.changes_on = answer.changes_on;
    one.changes_to = state(answer.changes_to);
    for (const auto& source : norm.sources) {
        const auto* known = book.source(source.code);
        one.source.push_back({source.code, source.article, known ? known->title : ""});
    }
    for (const auto remark : answer.remarks) one.remarks.emplace_back(check::word(remark));
    one.reasons = reasons_of(check, answer, book);
    one.evidence = witnesses(check, answer.reasons.witnesses);
    one.explain = both(norm.explain);
    return one;
}

std::string_view ground_word(check::ScopeAnswer::Ground ground) {
    using Ground = check::ScopeAnswer::Ground;
    switch (ground) {
        case Ground::LegalFormUnknown: return "legal_form_unknown";
        case Ground::MoreThanOne: return "more_than_one";
        case Ground::Solo: return "solo";
        case Ground::SoloPerhaps: return "solo_perhaps";
    }
    detail::halt("a ground has a word", __FILE__, __LINE__);
}

}  // namespace

CheckAnswer answer_of(const Check& check, const check::Answers& answers, const NormBook& book, const RowsRead& rows,
                      std::optional<CalendarDay> known_on) {
    CheckAnswer whole;
    whole.edition = book.edition();
    whole.on = answers.on;
    whole.known_on = known_on;
    whole.scope = {std::string{ground_word(answers.scope.ground)}, answers.scope.questions_asked,
                   {scope_text(Language::Dutch, book.scope(), answers.scope.ground),
                    scope_text(Language::English, book.scope(), answers.scope.ground)}};
    whole.heads = {answers.heads_listed, answers.heads_stated};
    whole.rows = {static_cast<std::int64_t>(rows.read), static_cast<std::int64_t>(rows.rejected), {}};
    for (const auto& reject : rows.rejects)
        whole.rows.rejects.push_back({reject.file, reject.row, reject.column, reject.kenmerk, reject.reason.nl, reject.reason.en});
    for (const auto& refused : check.refused()) {
        auto [list, kenmerk] = record(refused.record);
        whole.refused.push_back({std::move(list), std::move(kenmerk), both(refused.reason)});
    }
    for (const auto& answer : answers.questions) {
        QuestionJson one;
        one.number = answer.question->number;
        one.title = both(answer.question->title);
        one.state = norm_book::word(answer.state);
        one.applicable = answer.applicable;
        one.duty_state = state(answer.duty_state);
        one.since = answer.since;
        one.changes_on = answer.changes_on;
        one.changes_to = state(answer.changes_to);
        one.expiring = answer.expiring;
        for (const auto& each : answer.requirements) one.requirements.push_back(requirement(check, each, book));
        one.explain = both(answer.question->explain);
        whole.questions.push_back(std::move(one));
    }
    return whole;
}

ForecastAnswer answer_of(const std::vector<check::ComingChange>& changes, CalendarDay from, CalendarDay through, const NormBook& book) {
    ForecastAnswer whole;
    whole.edition = book.edition();
    whole.from = from;
    whole.through = through;
    for (const auto& change : changes) {
        ChangeJson one;
        one.on = change.on;
        one.question = change.question;
        if (change.scope) one.scope = std::string{ground_word(*change.scope)};
        if (change.requirement) one.requirement = change.requirement->id;
        one.from = norm_book::word(change.from);
        one.to = norm_book::word(change.to);
        for (const auto& cause : change.causes) one.causes.push_back(record(cause));
        whole.changes.push_back(std::move(one));
    }
    return whole;
}

}  // namespace kader::answers
