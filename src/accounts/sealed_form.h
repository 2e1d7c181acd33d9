#pragma once

// The plain bytes of what is sealed: each part led by its length or count, numbers as eight bytes, the highest first. One
// function writes and reads, so that both keep the same order; for the bodies of this module.

#include <algorithm>
#include <cstdint>
#include <optional>
#include <vector>

#include "kernel/uuid.h"
#include "system/clock.h"
#include "vault/sealed.h"

namespace kader::accounts::form {

class Writing {
public:
    void number(std::int64_t& value) {
        const auto eight = vault::big_endian(value);
        m_bytes.insert(m_bytes.end(), eight.begin(), eight.end());
    }
    template <class Container>
    void bytes(Container& value) {
        auto size = static_cast<std::int64_t>(value.size());
        number(size);
        m_bytes.insert(m_bytes.end(), value.begin(), value.end());
    }
    template <class T, class Each>
    void list(std::vector<T>& all, std::size_t, Each each) {
        auto size = static_cast<std::int64_t>(all.size());
        number(size);
        for (auto& one : all) each(one);
    }
    template <class T, class Each>
    void maybe(std::optional<T>& value, Each each) {
        std::int64_t there = value ? 1 : 0;
        number(there);
        if (value) each(*value);
    }
    vault::ByteVector take() { return std::move(m_bytes); }

private:
    vault::ByteVector m_bytes;
};

class Reading {
public:
    explicit Reading(vault::Bytes bytes) : m_rest(bytes) {}
    void number(std::int64_t& value) {
        if (m_rest.size() < 8) return fail();
        std::uint64_t made = 0;
        for (std::size_t at = 0; at < 8; ++at) made = made << 8 | m_rest[at];
        value = static_cast<std::int64_t>(made);
        m_rest = m_rest.subspan(8);
    }
    template <class Container>
    void bytes(Container& value) {
        std::int64_t size = -1;
        number(size);
        if (size < 0 || static_cast<std::uint64_t>(size) > m_rest.size()) return fail();
        value.assign(m_rest.begin(), m_rest.begin() + size);
        m_rest = m_rest.subspan(static_cast<std::size_t>(size));
    }
    template <class T, class Each>
    void list(std::vector<T>& all, std::size_t most, Each each) {
        std::int64_t size = -1;
        number(size);
        if (size < 0 || static_cast<std::uint64_t>(size) > most) return fail();
        for (std::int64_t at = 0; at < size && m_is_good; ++at) each(all.emplace_back());
    }
    template <class T, class Each>
    void maybe(std::optional<T>& value, Each each) {
        std::int64_t there = -1;
        number(there);
        if (there != 0 && there != 1) return fail();
        if (there == 1) each(value.emplace(T{}));
    }
    void fail() {
        m_is_good = false;
        m_rest = {};
    }
    bool is_whole() const { return m_is_good && m_rest.empty(); }

private:
    vault::Bytes m_rest;
    bool m_is_good = true;
};

template <class Way>
void go(Way& way, system::Instant& at) {
    std::int64_t number = at.time_since_epoch().count();
    way.number(number);
    at = system::Instant{std::chrono::microseconds{number}};
}

template <class Way, class Number>
void go_number(Way& way, Number& value) {
    auto number = static_cast<std::int64_t>(value);
    way.number(number);
    value = static_cast<Number>(number);
}

template <class Way, class Tag>
void go(Way& way, Uuid<Tag>& id) {
    vault::ByteVector bytes{id.bytes().begin(), id.bytes().end()};
    way.bytes(bytes);
    id = Uuid<Tag>::from(bytes).value_or(Uuid<Tag>{});
}

template <class Way>
void go(Way& way, vault::Digest& digest) {
    vault::ByteVector bytes{digest.begin(), digest.end()};
    way.bytes(bytes);
    if (bytes.size() == digest.size()) std::copy(bytes.begin(), bytes.end(), digest.begin());
}

}  // namespace kader::accounts::form
