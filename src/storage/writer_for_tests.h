#pragma once

// What the tests of the writer share.

#include <atomic>
#include <future>
#include <utility>

#include "kernel/check.h"
#include "storage/fake_for_tests.h"
#include "storage/writer.h"
#include "system/clock.h"

namespace kader::storage::fake {

inline UuidBytes practice(std::uint8_t number) {
    UuidBytes made{};
    made[15] = number;
    return made;
}

class TestClock final : public system::Clock {
public:
    system::Instant now() const override { return system::Instant{std::chrono::microseconds{m_now}}; }
    void set(std::int64_t now) { m_now = now; }

private:
    std::atomic<std::int64_t> m_now = 1'000'000;
};

// Keeps the thread of the writer at work, so that what a test submits meanwhile goes together.
class Hold {
public:
    explicit Hold(Writer& writer) {
        std::promise<void> begun;
        writer.submit(
            practice(99),
            [&begun, first = true,
             gate = m_gate.get_future().share()](Unit&) mutable -> std::optional<Error> {
                if (std::exchange(first, false)) begun.set_value();
                gate.wait();
                return {};
            },
            [](const std::optional<Error>&) {});
        begun.get_future().wait();
    }
    void release() { m_gate.set_value(); }

private:
    std::promise<void> m_gate;
};

// The answers, in the order in which they came.
class Answers {
public:
    struct Given {
        int unit = 0;
        std::optional<Error> error;
    };
    Answer of(int unit) {
        return [this, unit](std::optional<Error> error) {
            const std::lock_guard lock{m_mutex};
            m_given.push_back({unit, std::move(error)});
            m_wake.notify_all();
        };
    }
    std::vector<Given> wait_for(std::size_t count) {
        std::unique_lock lock{m_mutex};
        HALT_UNLESS(m_wake.wait_for(lock, std::chrono::seconds{30}, [&] { return m_given.size() >= count; }));
        return m_given;
    }
    // Of one unit; ask after wait_for.
    std::optional<Error> operator[](int unit) {
        const std::lock_guard lock{m_mutex};
        for (const auto& given : m_given)
            if (given.unit == unit) return given.error;
        HALT_UNLESS(false && "the unit was answered");
        return {};
    }
    std::size_t count() {
        const std::lock_guard lock{m_mutex};
        return m_given.size();
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::vector<Given> m_given;
};

inline Work mark(std::int64_t number) {
    return [number](Unit& unit) -> std::optional<Error> {
        unit.run(add_mark, {number});
        return {};
    };
}

inline Work mark_and_fail(std::int64_t number) {
    return [number](Unit& unit) -> std::optional<Error> {
        unit.run(add_mark, {number});
        return Error{Code::Invalid, "thought better of it"};
    };
}

inline Work refuse() {
    return [](Unit&) -> std::optional<Error> { return Error{Code::Forbidden, "no"}; };
}

struct FakeHouse {
    explicit FakeHouse(WriterOptions options = {}, std::vector<BatchKeeper*> keepers = {})
        : writer(std::make_unique<Writer>(database, clock, std::move(keepers), options)) {}
    FakeDatabase database;
    TestClock clock;
    Answers answers;
    std::unique_ptr<Writer> writer;
};

inline bool comes_true(const std::function<bool()>& condition) {
    for (int turn = 0; turn < 10'000; ++turn) {
        if (condition()) return true;
        std::this_thread::sleep_for(std::chrono::milliseconds{1});
    }
    return false;
}

}  // namespace kader::storage::fake
