#include "audit/checkpoint.h"

#include <algorithm>
#include <charconv>

#include "kernel/limits.h"

namespace kader::audit {

namespace {

constexpr std::string_view dash = "\u2014 ";
constexpr std::uint8_t ed25519 = 0x01;
constexpr std::size_t number_bytes = 4;

Error no_note() {
    return {Code::Invalid, "this is no checkpoint of an audit log"};
}

// The first four bytes of a digest over name and key, by which a signature line says whose it is.
vault::Digest number_of(const Verifier& verifier) {
    const std::array<std::uint8_t, 2> between{'\n', ed25519};
    return vault::digest_of({vault::bytes_of(verifier.name), between, verifier.key});
}

std::string origin_of(const subjects::PracticeId& practice, std::int64_t lane) {
    return std::string{kind_of_origin} + practice.text() + "/" + std::to_string(lane);
}

template <class Bytes>
std::optional<Bytes> fixed(const std::optional<vault::ByteVector>& bytes) {
    Bytes result;
    if (!bytes || bytes->size() != result.size()) return {};
    std::copy(bytes->begin(), bytes->end(), result.begin());
    return result;
}

// The line up to its end, which is taken off the rest. Nothing: there is no whole line.
std::optional<std::string_view> line_of(std::string_view& rest) {
    const auto end = rest.find('\n');
    if (end == std::string_view::npos) return {};
    const auto line = rest.substr(0, end);
    rest.remove_prefix(end + 1);
    return line;
}

// A number as it is written: no sign, no zero in front.
std::optional<std::int64_t> number_in(std::string_view text) {
    std::int64_t number = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (fault != std::errc{} || end != text.data() + text.size() || std::to_string(number) != text) return {};
    return number;
}

std::optional<Checkpoint> read_text(std::string_view text) {
    auto rest = text;
    const auto origin = line_of(rest), size = line_of(rest), root = line_of(rest), moment = line_of(rest);
    if (!moment || !rest.empty() || !origin->starts_with(kind_of_origin) || !moment->starts_with("at ")) return {};
    const auto where = origin->substr(kind_of_origin.size());
    const auto slash = where.find('/');
    if (slash == std::string_view::npos) return {};
    const auto practice = subjects::PracticeId::parse(where.substr(0, slash));
    const auto lane = number_in(where.substr(slash + 1)), seq = number_in(*size);
    const auto chain = fixed<vault::Digest>(vault::parse_base64(*root));
    const auto at = system::parse_instant(moment->substr(3));
    if (!practice || !lane || *lane < 0 || !seq || *seq < 1 || !chain || !at) return {};
    return Checkpoint{*practice, *lane, {*seq, *chain}, *at};
}

}  // namespace

std::string Verifier::text() const {
    vault::ByteVector bytes{ed25519};
    bytes.insert(bytes.end(), key.begin(), key.end());
    return name + "+" + vault::hex(vault::Bytes{number_of(*this)}.first(number_bytes)) + "+" + vault::base64(bytes);
}

Result<Verifier> Verifier::parse(std::string_view text) {
    const Error refusal{Code::Invalid, "this is no key to check the log with"};
    // The key itself may hold plus signs as well.
    const auto first = text.find('+');
    const auto second = first == text.npos ? first : text.find('+', first + 1);
    if (second == text.npos || first == 0) return refusal;
    Verifier made{std::string{text.substr(0, first)}, {}};
    const auto bytes = vault::parse_base64(text.substr(second + 1));
    if (!bytes || bytes->size() != made.key.size() + 1 || bytes->front() != ed25519) return refusal;
    std::copy(bytes->begin() + 1, bytes->end(), made.key.begin());
    if (made.text() != text || made.name.find_first_of(" \n\t") != std::string::npos) return refusal;
    return made;
}

Signer::Signer(const vault::Key& seed, std::string_view installation)
    : m_seed(seed), m_verifier{"kader-log/" + std::string{installation}, vault::verify_key_of(seed)} {}

std::string Signer::sign(const subjects::PracticeId& practice, std::int64_t lane, const Head& head, system::Instant at) const {
    const auto text = origin_of(practice, lane) + "\n" + std::to_string(head.seq) + "\n" + vault::base64(head.chain) + "\nat " +
                      system::instant_text(at) + "\n";
    const auto number = number_of(m_verifier);
    vault::ByteVector bytes{number.begin(), number.begin() + number_bytes};
    const auto signature = vault::sign(m_seed, vault::bytes_of(text));
    bytes.insert(bytes.end(), signature.begin(), signature.end());
    return text + "\n" + std::string{dash} + m_verifier.name + " " + vault::base64(bytes) + "\n";
}

Result<Checkpoint> read_checkpoint(std::string_view note, const Verifier& verifier) {
    // The last empty line parts text and signatures.
    const auto end = note.rfind("\n\n");
    if (end == note.npos || !note.ends_with('\n')) return no_note();
    const auto text = note.substr(0, end + 1);
    auto rest = note.substr(end + 2);
    const auto checkpoint = read_text(text);
    if (!checkpoint || rest.empty()) return no_note();
    bool is_signed = false;
    while (!rest.empty()) {
        auto line = *line_of(rest);
        if (!line.starts_with(dash)) return no_note();
        line.remove_prefix(dash.size());
        const auto space = line.find(' ');
        if (space == line.npos) return no_note();
        const auto bytes = vault::parse_base64(line.substr(space + 1));
        if (!bytes || bytes->size() < number_bytes) return no_note();
        // A line of somebody else, who signed as well, says nothing to us.
        const auto number = number_of(verifier);
        if (line.substr(0, space) != verifier.name || !std::equal(number.begin(), number.begin() + number_bytes, bytes->begin())) continue;
        const auto signature = fixed<vault::Signature>(vault::ByteVector{bytes->begin() + number_bytes, bytes->end()});
        if (!signature || !vault::is_signed(verifier.key, vault::bytes_of(text), *signature))
            return Error{Code::Forbidden, "a signature under a checkpoint is false"};
        is_signed = true;
    }
    if (!is_signed) return Error{Code::Forbidden, "a checkpoint was signed with another key"};
    return *checkpoint;
}

}  // namespace kader::audit
