// access-list and review: the log for the person it is about, and for whoever looks through it each month.

#include <ostream>

#include "cli/stored_data.h"
#include "log_keeping/log_keeper.h"
#include "log_review/access_list.h"
#include "log_review/outcomes.h"
#include "subjects/subject.h"

namespace kader::cli {

namespace {

// A session of one moment of the practice.
class Moment {
public:
    Moment(installation::Installation& here, const subjects::PracticeId& practice) : session(here.reader()) {
        session->begin_snapshot();
        session->enter_practice(practice.bytes());
    }
    Moment(const Moment&) = delete;
    Moment& operator=(const Moment&) = delete;
    ~Moment() { session->end_snapshot(); }
    std::unique_ptr<storage::Session> session;
};

std::optional<subjects::SubjectId> subject_of(storage::Session& session, const subjects::PracticeId& practice, const std::string& typed) {
    if (const auto id = subjects::SubjectId::parse(typed); id && subjects::is_subject(session, practice, *id)) return id;
    return subjects::find_subject(session, practice, {subjects::SubjectKind::StaffFile, typed});
}

// The line in the log comes before the first word. False: it could not be written, and nothing is shown.
bool note_line(const Common& common, installation::Installation& here, const subjects::PracticeId& practice, const audit::Line& line, std::ostream& err) {
    const auto refused = here.writer().write(practice.bytes(), [&](storage::Unit& unit) -> std::optional<Error> {
        here.log().append(unit, access::operator_grant(practice, common.user_number), line);
        return {};
    });
    if (refused) err << harmless(refused->detail) << "\n";
    return !refused;
}

std::string times_of(const log_review::Item& item) {
    return item.finding.count > 1 ? " (" + std::to_string(item.finding.count) + "×)" : "";
}

void print_item(const Common& common, const log_review::Item& item, std::ostream& out) {
    const auto& rule = log_review::row_of(item.finding.rule);
    const auto day = log_review::day_of(item.finding.at);
    out << (item.judged ? "  [x] " : item.escalated ? "  [!] " : "  [ ] ") << say(common.language, dutch_text(day), english_text(day)) << ": "
        << say(common.language, rule.nl, rule.en) << times_of(item) << say(common.language, ", regel ", ", line ") << item.finding.first_seq
        << say(common.language, ", door ", ", by ") << item.finding.actor.text();
    if (item.judged) out << "; " << item.judged->outcome;
    if (item.escalated) out << say(common.language, "; te laat beoordeeld", "; not judged in time");
    out << "\n";
}

void print_not_applied(const Common& common, const log_review::Found& found, std::ostream& out) {
    out << say(common.language, "\nNiet toegepast, omdat Kader niet weet wat daarvoor nodig is:\n", "\nNot applied, because Kader does not know what they need:\n");
    for (std::size_t at = 0; at < log_review::rule_count; ++at)
        if (!found.applied[at]) {
            const auto& rule = log_review::row_of(static_cast<log_review::Rule>(at));
            out << "  " << say(common.language, rule.nl, rule.en) << "\n";
        }
}

void print_head(const Common& common, installation::Installation& here, const subjects::Practice& practice, const audit::Head& head, std::ostream& out) {
    const auto seed = log_keeping::signing_seed_of(here.keyring());
    const auto signer = log_keeping::signer_of(seed, here);
    out << say(common.language, "\nControlepunt van het logboek. Bewaar dit vel buiten de praktijk.\n\n", "\nCheckpoint of the log. Keep this sheet outside the practice.\n\n")
        << signer.sign(practice.id, audit::first_lane, head, here.clock().now())
        << say(common.language, "\nSleutel om het mee na te kijken: ", "\nKey to check it with: ") << signer.verifier().text() << "\n";
}

}  // namespace

int access_list_command(const Common& common, const AccessListOptions& options, std::ostream& out, std::ostream& err) {
    int code = Exit::Done;
    const auto here = open_data(common, options.stored.data, err, code);
    if (!here) return code;
    const auto practice = practice_of(common, *here, options.stored.practice, err, code);
    if (!practice) return code;
    std::optional<subjects::SubjectId> subject;
    std::vector<log_review::AccessRow> rows;
    {
        const Moment moment{*here, practice->id};
        subject = subject_of(*moment.session, practice->id, options.subject);
        if (subject) rows = log_review::access_list(*moment.session, practice->id, *subject, options.from, options.through);
    }
    if (!subject) {
        err << say(common.language, "Er is geen dossier met dit kenmerk of nummer.\n", "There is no file with this reference or number.\n");
        return Exit::Wrong;
    }
    if (!note_line(common, *here, practice->id, {.act = "access_list.read", .subject = subject, .count = static_cast<std::int64_t>(rows.size())}, err))
        return Exit::Broken;
    out << say(common.language, "Wie heeft uw gegevens ingezien bij ", "Who looked into your data at ") << harmless(practice->name) << "\n\n";
    for (const auto& row : rows) out << harmless(row.sentence().in(common.language)) << "\n";
    if (rows.empty()) out << say(common.language, "Niemand, in deze periode.\n", "Nobody, in this period.\n");
    return Exit::Done;
}

int review_command(const Common& common, const ReviewOptions& options, std::ostream& out, std::ostream& err) {
    int code = Exit::Done;
    const auto here = open_data(common, options.stored.data, err, code);
    if (!here) return code;
    const auto practice = practice_of(common, *here, options.stored.practice, err, code);
    if (!practice) return code;
    const auto month = log_review::Month::of(options.on.value_or(common.today));
    const log_review::Review review{here->keys(), here->log()};
    log_review::Found found;
    {
        const Moment moment{*here, practice->id};
        found = log_review::find(log_review::looks_of(*moment.session, practice->id, month), log_review::Facts{});
    }
    for (std::size_t stored = log_review::Review::stored_at_once; stored == log_review::Review::stored_at_once;) {
        const auto refused = here->writer().write(
            practice->id.bytes(),
            [&](storage::Unit& unit) -> std::optional<Error> {
                stored = review.store(unit, found.findings);
                here->log().append(unit, access::operator_grant(practice->id, common.user_number), {.act = "review.read"});
                return {};
            },
            storage::Kind::Bulk);
        if (refused) return print_refusal(*refused, err);
    }
    const Moment moment{*here, practice->id};
    const auto list = review.list(*moment.session, practice->id, month, here->clock().now());
    out << harmless(practice->name) << ", " << iso_text(month.from).substr(0, 7) << ": " << list.items.size()
        << say(common.language, " bevindingen, waarvan ", " findings, of which ") << list.open << say(common.language, " open en ", " open and ")
        << list.escalated << say(common.language, " te laat\n\n", " too late\n\n");
    for (const auto& item : list.items) print_item(common, item, out);
    print_not_applied(common, found, out);
    const auto head = audit::stored_head(*moment.session, here->keyring(), practice->id);
    if (!head) {
        out << say(common.language, "\nHet logboek eindigt niet zoals het hoort: zie kader verify.\n", "\nThe log does not end as it should: see kader verify.\n");
        return Exit::Refused;
    }
    print_head(common, *here, *practice, *head, out);
    return Exit::Done;
}

}  // namespace kader::cli
