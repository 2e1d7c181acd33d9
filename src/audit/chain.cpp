#include "audit/chain.h"

namespace kader::audit {

namespace {
constexpr std::array<std::uint8_t, 1> leaf_mark{0x00};
constexpr std::array<std::uint8_t, 1> chain_mark{0x01};
}  // namespace

vault::Digest leaf_of(vault::Bytes salt, std::string_view canonical) {
    HALT_UNLESS(salt.size() == salt_bytes);
    return vault::digest_of({leaf_mark, salt, vault::bytes_of(canonical)});
}

Head following(const Head& head, vault::Bytes salt, std::string_view canonical) {
    return {head.seq + 1, vault::digest_of({chain_mark, head.chain, leaf_of(salt, canonical)})};
}

vault::Digest mac_of(const vault::Key& chain_key, const UuidBytes& practice, std::int64_t lane,
                     const Head& head) {
    return vault::keyed_digest_of(chain_key,
                                  {vault::bytes_of("kader-head-1"), practice, vault::big_endian(lane),
                                   vault::big_endian(head.seq), head.chain});
}

}  // namespace kader::audit
