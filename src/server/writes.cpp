#include "server/writes.h"

#include <utility>

namespace kader::server {

void Writes::follow(storage::Unit& unit, Written written) {
    if (!unit.has_written()) return;
    const subjects::PracticeId practice{unit.practice()};
    unit.after_commit([this, practice, change = standing::change_in(unit, std::move(written))] { m_standings.apply(practice, change); });
}

void Writes::submit(const subjects::PracticeId& practice, Work work, storage::Answer answer) {
    m_outstanding.begin();
    m_writer.submit(
        practice.bytes(),
        [this, work = std::move(work)](storage::Unit& unit) -> std::optional<Error> {
            Written written;
            auto refused = work(unit, written);
            if (!refused) follow(unit, std::move(written));
            return refused;
        },
        [this, practice, answer = std::move(answer)](std::optional<Error> refused) mutable {
            // It may have been stored all the same; then what is in memory missed it.
            if (refused && refused->code == Code::Unavailable) m_standings.forget(practice);
            // Nothing that it holds, such as a reply, outlives the waiting for it.
            std::exchange(answer, nullptr)(std::move(refused));
            m_outstanding.end();
        });
}

}  // namespace kader::server
