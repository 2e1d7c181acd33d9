// The accounts go while the writer still holds what they gave it, and many sign in at once.

#include <thread>

#include "accounts/house_for_tests.h"

namespace kader::accounts {

namespace {

// Holds the writer's thread until it is let go.
class HeldUp {
public:
    explicit HeldUp(House& house) {
        std::unique_lock lock{m_mutex};
        house.writer().submit(
            house.practice().bytes(),
            [this](storage::Unit&) -> std::optional<Error> {
                std::unique_lock inside{m_mutex};
                m_holds = true;
                m_changed.notify_all();
                m_changed.wait(inside, [this] { return m_let_go; });
                return {};
            },
            [this](const std::optional<Error>&) {
                const std::lock_guard inside{m_mutex};
                m_over = true;
                m_changed.notify_all();
            });
        m_changed.wait(lock, [this] { return m_holds; });
    }
    ~HeldUp() {
        let_go();
        std::unique_lock lock{m_mutex};
        m_changed.wait(lock, [this] { return m_over; });
    }
    void let_go() {
        const std::lock_guard lock{m_mutex};
        m_let_go = true;
        m_changed.notify_all();
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    bool m_holds = false, m_let_go = false, m_over = false;
};

}  // namespace

TEST_CASE("accounts that end while the writer still has their work wait for it, and all of it is stored") {
    House house;
    const auto begun = house.somebody("eigenaar@voorbeeld.test");
    constexpr int rounds = 20;
    for (int round = 0; round < rounds; ++round) {
        house.pass(1min);
        std::atomic<bool> ended = false;
        std::thread end;
        {
            HeldUp held{house};
            // One to note that somebody was refused, and one to note that a session is used.
            if (round < 2) CHECK(!house.sign_in("eigenaar@voorbeeld.test", "mis"));
            REQUIRE(house.accounts->session(begun.token, Use::Counts));
            end = std::thread{[&] {
                house.accounts.reset();
                ended = true;
            }};
            for (int i = 0; i < 5; ++i) std::this_thread::yield();
            CHECK(!ended);
        }
        end.join();
        CHECK(ended);
        house.open();
        CHECK(house.accounts->session(begun.token, Use::Looks));
    }
    CHECK(std::ranges::count(house.acts(), "sign_in refused") == 2);
}

TEST_CASE("many threads that sign in, look, sign out and suspend at once leave nobody signed in who is out") {
    House house;
    const auto owner = house.somebody("ola");
    std::vector<subjects::ActorId> people;
    for (int i = 0; i < 4; ++i)
        people.push_back(*house.accounts->create(owner.who.grant("local"), {"Iemand Voorbeeld", "iemand " + std::to_string(i), {}}));
    std::mutex mutex;
    std::vector<std::string> tokens;
    std::vector<std::thread> threads;
    for (std::size_t at = 0; at < people.size(); ++at)
        threads.emplace_back([&, at] {
            for (int i = 0; i < 40; ++i) {
                const auto begun = house.accounts->begin(people[at], "local");
                if (!begun) continue;
                house.accounts->session(begun->token, Use::Counts);
                if (i % 3 == 0) static_cast<void>(house.accounts->sign_out(begun->who, "local"));
                if (i == 20 && at < 2) static_cast<void>(house.accounts->suspend(owner.who.grant("local"), people[at]));
                const std::lock_guard lock{mutex};
                if (i % 3 == 0 || at < 2) tokens.push_back(begun->token);
            }
        });
    for (auto& thread : threads) thread.join();
    const auto nobody = [&] {
        return std::ranges::none_of(tokens, [&](const std::string& token) { return house.accounts->session(token, Use::Looks).has_value(); });
    };
    CHECK(nobody());
    CHECK(house.accounts->sessions_now() <= 1 + 2 * sessions_per_account_max);
    house.open();
    CHECK(nobody());
}

TEST_CASE("two who take the same login at the same moment do not both get it, also in two practices") {
    House house;
    std::vector<Begun> owners{house.somebody("een"), house.somebody("twee", access::Role::Owner, 2)};
    std::atomic<int> made = 0;
    std::vector<std::thread> threads;
    for (int at = 0; at < 4; ++at)
        threads.emplace_back([&, at] {
            for (int i = 0; i < 20; ++i)
                if (house.accounts->create(owners[static_cast<std::size_t>(at % 2)].who.grant("local"), {"Wie", "login " + std::to_string(i), {}})) ++made;
        });
    for (auto& thread : threads) thread.join();
    CHECK(made == 20);
}

}  // namespace kader::accounts
