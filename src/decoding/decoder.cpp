#include "decoding/decoder.h"

#include <array>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <system_error>

#include "decoding/lane.h"
#include "decoding/plain_text.h"
#include "kernel/limits.h"

namespace kader::decoding {

namespace {

// Nothing: it is a text.
std::optional<Refusal> refusal_of(protocol::Result result) {
    switch (result) {
        case protocol::Result::Text: return {};
        case protocol::Result::NoText: return Refusal::NoText;
        case protocol::Result::Locked: return Refusal::Locked;
        case protocol::Result::Damaged: return Refusal::Damaged;
        case protocol::Result::TooLarge: return Refusal::TooLarge;
        case protocol::Result::Bomb: return Refusal::Bomb;
        case protocol::Result::TookTooLong: return Refusal::TookTooLong;
        case protocol::Result::NotLockedUp: return Refusal::NoDecoder;
        case protocol::Result::OtherKind: return Refusal::OtherKind;
    }
    return Refusal::Damaged;
}

// What can be said without opening it.
std::optional<Refusal> refusal_unopened(Kind kind, std::size_t size) {
    if (kind == Kind::Pdf) return size > limits::document_pdf_bytes_max ? std::optional{Refusal::TooLarge} : std::nullopt;
    if (kind == Kind::Docx) return size > limits::document_docx_bytes_max ? std::optional{Refusal::TooLarge} : std::nullopt;
    if (kind == Kind::Picture) return Refusal::Picture;
    if (kind == Kind::LockedOffice) return Refusal::Locked;
    return Refusal::OtherKind;
}

int count_of(std::uint32_t count) { return static_cast<int>(std::min<std::uint32_t>(count, limits::document_pages_count_max)); }

}  // namespace

struct Decoder::Body {
    explicit Body(const std::filesystem::path& program) : lanes{Lane{program}, Lane{program}} {}

    // Of one caller, until it is given back.
    Lane* take() {
        std::unique_lock lock{mutex};
        Lane* free = nullptr;
        const auto find = [&] {
            for (std::size_t i = 0; i < lanes.size() && !free; ++i)
                if (!is_taken[i]) is_taken[i] = true, free = &lanes[i];
            return free != nullptr;
        };
        given_back.wait_for(lock, turn_max, find);
        return free;
    }
    void give_back(Lane* lane) {
        const std::lock_guard lock{mutex};
        is_taken[static_cast<std::size_t>(lane - lanes.data())] = false;
        given_back.notify_one();
    }
    bool start(Lane& lane) {
        const bool started = lane.start();
        const std::lock_guard lock{mutex};
        standing = {started, lane.hello().landlock_abi};
        return started;
    }

    std::array<Lane, at_once_max> lanes;
    mutable std::mutex mutex;
    std::condition_variable given_back;
    std::array<bool, at_once_max> is_taken{};
    Standing standing;
};

Decoder::Decoder(std::filesystem::path program, Start when) : m_body(std::make_unique<Body>(program)) {
    if (when == Start::Now) m_body->start(m_body->lanes[0]);
}

Decoder::~Decoder() = default;

std::filesystem::path Decoder::beside_this_program() {
    std::error_code error;
    const auto program = std::filesystem::read_symlink("/proc/self/exe", error);
    return error ? std::filesystem::path{} : program.parent_path() / "kader-decode";
}

Outcome Decoder::text_of(std::string_view bytes) {
    const auto kind = kind_of(bytes);
    if (kind == Kind::PlainText) return plain_text(bytes);
    Outcome outcome{refusal_unopened(kind, bytes.size()), kind, {}, {}, 0};
    if (outcome.refusal) return outcome;

    auto* lane = m_body->take();
    if (!lane) {
        outcome.refusal = Refusal::Busy;
        return outcome;
    }
    struct GivenBack {
        Body& body;
        Lane* lane;
        ~GivenBack() { body.give_back(lane); }
    } const given_back{*m_body, lane};
    const auto job = kind == Kind::Pdf ? protocol::Job::Pdf : protocol::Job::Docx;
    auto reply = lane->is_running() ? lane->ask(job, bytes) : std::nullopt;
    if (!reply) {
        // It was not started yet, or it died: perhaps long ago, and for another document.
        if (!m_body->start(*lane)) {
            outcome.refusal = Refusal::NoDecoder;
            return outcome;
        }
        reply = lane->ask(job, bytes);
    }
    if (!reply) {
        outcome.refusal = Refusal::Damaged;
        return outcome;
    }
    const auto& answer = reply->answer;
    outcome.refusal = refusal_of(answer.result);
    if (outcome.refusal == Refusal::OtherKind) outcome.kind = Kind::Packed;
    outcome.peak_memory_kib = static_cast<long>(answer.peak_memory_kib);
    outcome.notes = {count_of(answer.pages), count_of(answer.pages_without_text), (answer.flags & protocol::has_macros) != 0,
                     (answer.flags & protocol::has_embedded) != 0, (answer.flags & protocol::is_cut) != 0};
    // Whoever took over the child may have written this.
    if (!outcome.refusal) outcome.text = clean(reply->text, &outcome.notes.is_cut);
    if (!outcome.refusal && trimmed(outcome.text).empty()) outcome.text.clear(), outcome.refusal = Refusal::NoText;
    return outcome;
}

Decoder::Standing Decoder::standing() const {
    const std::lock_guard lock{m_body->mutex};
    return m_body->standing;
}

}  // namespace kader::decoding
