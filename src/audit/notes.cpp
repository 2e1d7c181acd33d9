#include "audit/notes.h"

#include "kernel/text.h"
#include "system/random.h"

namespace kader::audit {

namespace {

constexpr std::uint16_t body_version = 1;
constexpr storage::Sql insert_note{"INSERT INTO audit_note (practice_id, note_id, subject_id, sealed) VALUES ($1, $2, $3, $4)"};
constexpr storage::Sql select_note{"SELECT subject_id, sealed FROM audit_note WHERE practice_id = $1 AND note_id = $2"};

vault::Place place_of(const UuidBytes& practice, const subjects::NoteId& note) {
    return {practice, "audit_note", note.bytes(), 1};
}

}  // namespace

std::size_t length_of(std::string_view text) {
    std::size_t count = 0;
    for (std::size_t at = 0; at < text.size(); ++count) next_character(text, at);
    return count;
}

Result<subjects::NoteId> keep_note(storage::Unit& unit, vault::SubjectKeys& keys, const subjects::SubjectId& subject, std::string_view text) {
    const auto words = trimmed(text);
    if (length_of(words) > note_characters_max || holds_control(words)) return Error{Code::Invalid, "a reason that is too long, or no plain text"};
    const auto key = keys.open(unit.session(), unit.practice(), subject.bytes());
    if (!key) return key.error();
    const auto note = system::make_id<subjects::NoteId>(unit.now());
    const auto sealed = vault::seal(**key, place_of(unit.practice(), note), body_version, vault::bytes_of(words));
    unit.run(insert_note, {storage::Bytes{unit.practice()}, storage::id(note), storage::id(subject), storage::Bytes{sealed}});
    return note;
}

Result<std::string> read_note(storage::Session& session, vault::SubjectKeys& keys, const subjects::PracticeId& practice,
                              const subjects::NoteId& note) {
    std::optional<subjects::SubjectId> subject;
    vault::ByteVector sealed;
    session.each(select_note, {storage::id(practice), storage::id(note)}, [&](const storage::Row& row) {
        subject = row.id<subjects::SubjectId>(0);
        const auto bytes = row.blob(1);
        sealed.assign(bytes.begin(), bytes.end());
    });
    if (!subject) return Error{Code::NotFound, "there is no such note"};
    const auto key = keys.open(session, practice.bytes(), subject->bytes());
    if (!key) return key.error();
    const auto opened = vault::open(**key, place_of(practice.bytes(), note), sealed);
    if (!opened) return opened.error();
    if (opened->body_version != body_version) return Error{Code::Invalid, "a note of a later version"};
    return std::string{opened->plain.begin(), opened->plain.end()};
}

}  // namespace kader::audit
