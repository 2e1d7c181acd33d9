// A program that writes on the real house and tells on standard output what was acknowledged, one
// line in one write for each, so that whoever kills it knows what must be there:
//
//   ack NUMBER              see load.h; written after the answer, never before
//   refused CODE TEXT       a write that was not acknowledged
//   stopped FAULT TEXT      the writer takes nothing now
//   goes_on                 it takes writes again
//   read ROWS               with --reads: so many records could be read
//   read_failed FAULT       they could not
//
// It ends when it has written --count records, or when its standard input ends.

#include <poll.h>
#include <unistd.h>

#include <atomic>
#include <charconv>
#include <cstring>
#include <stdexcept>
#include <thread>

#include "durability/disk_shim.h"
#include "durability/load.h"
#include "installation/installation.h"
#include "subjects/practices.h"

extern "C" void kader_disk_ack(std::uint64_t) __attribute__((weak));

namespace kader::durability {
namespace {

using installation::Installation;
using namespace std::chrono_literals;

struct Orders {
    std::string folder;
    std::uint32_t run = 1;
    std::uint32_t threads = 4;
    std::uint32_t count = 0;  // 0: until the input ends.
    bool lies = false;  // Acknowledges before it writes: for showing that such a lie is found out.
    bool reads = false;
    installation::Options options;
};

void say(std::string line) {
    line += '\n';
    if (::write(STDOUT_FILENO, line.data(), line.size()) < 0) _exit(4);
}

void acknowledge(std::uint64_t receipt) {
    if (kader_disk_ack != nullptr) kader_disk_ack(receipt);
    say("ack " + std::to_string(receipt));
}

std::string_view word(Code code) {
    switch (code) {
        case Code::Invalid:
            return "invalid";
        case Code::NotFound:
            return "not_found";
        case Code::Forbidden:
            return "forbidden";
        case Code::Conflict:
            return "conflict";
        case Code::RefusedByNorm:
            return "refused_by_norm";
        case Code::TooLarge:
            return "too_large";
        case Code::Unavailable:
            return "unavailable";
    }
    return "?";
}

void say_refused(const Error& error) {
    say("refused " + std::string{word(error.code)} + " " + error.detail);
}

class Load {
public:
    Load(Installation& house, const subjects::PracticeId& practice, const Orders& orders)
        : m_house(house),
          m_practice(practice),
          m_orders(orders),
          m_grant(access::operator_grant(practice, ::getuid())),
          m_keeping{house.keys(), house.keyring(), house.log()} {}

    void run() {
        std::vector<std::thread> threads;
        for (std::uint32_t number = 0; number < m_orders.threads; ++number)
            threads.emplace_back([this, number] { write_many(number); });
        if (m_orders.reads) threads.emplace_back([this] { read_on(); });
        threads.emplace_back([this] { watch(); });
        for (auto& thread : threads) thread.join();
    }

private:
    bool is_over() const {
        return m_input_ended || (m_orders.count > 0 && m_done >= m_orders.threads);
    }

    void write_many(std::uint32_t thread) {
        // Each thread has its own numbers. Every fourth record is corrected after a while.
        std::vector<std::pair<Write, subjects::RecordId>> own;
        std::uint32_t number = thread + 1, written = 0;
        const auto mine = m_orders.count / m_orders.threads;
        while (m_orders.count == 0 ? !m_input_ended.load() : written < mine) {
            const bool corrects = own.size() > 4 && written % 4 == 3;
            if (corrects) {
                auto& [write, record] = own[own.size() / 2];
                if (write.version < 255 &&
                    put({write.run, write.number, write.version + 1}, &record))
                    ++write.version;
            } else {
                subjects::RecordId record;
                const Write write{m_orders.run, number, 1};
                number += m_orders.threads;
                if (put(write, nullptr, &record)) own.emplace_back(write, record);
            }
            ++written;
        }
        ++m_done;
    }

    bool put(const Write& write, const subjects::RecordId* correct,
             subjects::RecordId* made = nullptr) {
        if (m_orders.lies) acknowledge(write.receipt());
        subjects::RecordId record;
        const auto refused = m_house.writer().write(
            m_practice.bytes(), [&](storage::Unit& unit) -> std::optional<Error> {
                const auto draft = draft_of(write);
                const auto written = correct ? records::correct(unit, m_keeping, m_grant, *correct,
                                                                write.version - 1, draft)
                                             : records::add(unit, m_keeping, m_grant, draft);
                if (!written) return written.error();
                record = written->record;
                return {};
            });
        if (!refused) {
            if (!m_orders.lies) acknowledge(write.receipt());
            if (made) *made = record;
            return true;
        }
        say_refused(*refused);
        std::this_thread::sleep_for(20ms);
        return false;
    }

    void read_on() {
        std::unique_ptr<storage::Session> session;
        while (!is_over()) {
            try {
                if (!session) session = m_house.reader();
                std::int64_t rows = 0;
                session->begin_snapshot();
                session->enter_practice(m_practice.bytes());
                records::each_newest(*session, m_practice,
                                     [&](const records::Version&) { ++rows; });
                session->end_snapshot();
                say("read " + std::to_string(rows));
            } catch (const storage::StorageError& broken) {
                session.reset();
                say("read_failed " + std::string{storage::word(broken.fault())});
            }
            std::this_thread::sleep_for(20ms);
        }
    }

    // Says when the writer stops and goes on, and sees the input end.
    void watch() {
        bool was_stopped = false;
        while (!is_over()) {
            const auto stopped = m_house.writer().stopped();
            if (stopped && !was_stopped)
                say("stopped " + std::string{storage::word(stopped->fault)} + " " + stopped->en);
            if (!stopped && was_stopped) say("goes_on");
            was_stopped = stopped.has_value();
            pollfd input{STDIN_FILENO, POLLIN, 0};
            if (m_orders.count > 0) {
                std::this_thread::sleep_for(5ms);
            } else if (::poll(&input, 1, 5) > 0) {
                char byte;
                if (::read(STDIN_FILENO, &byte, 1) <= 0) m_input_ended = true;
            }
        }
    }

    Installation& m_house;
    const subjects::PracticeId m_practice;
    const Orders& m_orders;
    const access::Grant m_grant;
    const records::Keeping m_keeping;
    std::atomic<bool> m_input_ended = false;
    std::atomic<std::uint32_t> m_done = 0;
};

Orders orders_of(int count, char** words) {
    Orders orders;
    storage::PostgresOptions postgres;
    for (int at = 1; at < count; ++at) {
        const std::string_view word = words[at];
        const auto next = [&]() -> std::string_view {
            if (at + 1 >= count)
                throw std::invalid_argument{"a value is missing after " + std::string{word}};
            return words[++at];
        };
        const auto number = [&] {
            const auto text = next();
            std::uint32_t value = 0;
            std::from_chars(text.data(), text.data() + text.size(), value);
            return value;
        };
        if (word == "--folder")
            orders.folder = next();
        else if (word == "--run")
            orders.run = number();
        else if (word == "--threads")
            orders.threads = number();
        else if (word == "--count")
            orders.count = number();
        else if (word == "--lies")
            orders.lies = true;
        else if (word == "--reads")
            orders.reads = true;
        else if (word == "--normal")
            orders.options.sqlite.synchronous = storage::SqliteOptions::Synchronous::Normal;
        else if (word == "--checkpoint-bytes")
            orders.options.writer.log_bytes_before_checkpoint = number();
        else if (word == "--batch")
            orders.options.writer.batch_units_max = number();
        else if (word == "--probe-ms")
            orders.options.writer.probe_every = std::chrono::milliseconds{number()};
        else if (word == "--postgres-owner")
            postgres.owner = next();
        else if (word == "--postgres-server")
            postgres.server = next();
        else
            throw std::invalid_argument{"unknown: " + std::string{word}};
    }
    orders.options.language = Language::English;
    if (!postgres.owner.empty()) orders.options.postgres = postgres;
    return orders;
}

// After a kill the database may need a moment to see that its last writer is gone.
Result<std::unique_ptr<Installation>> open_in_time(const Orders& orders,
                                                   const system::Clock& clock) {
    const auto until = std::chrono::steady_clock::now() + (orders.options.postgres ? 5s : 0s);
    while (true) {
        auto house = Installation::open(orders.folder, clock, orders.options);
        if (house || std::chrono::steady_clock::now() >= until) return house;
        std::this_thread::sleep_for(20ms);
    }
}

int run(const Orders& orders) {
    const system::SystemClock clock;
    if (const auto made = installation::create(orders.folder, clock, orders.options); !made) {
        say_refused(made.error());
        return 3;
    }
    acknowledge(receipt_created);
    const auto house = open_in_time(orders, clock);
    if (!house) {
        say_refused(house.error());
        return 3;
    }
    subjects::PracticeId practice;
    const auto found = subjects::find_practice(*(*house)->reader(), practice_name);
    if (found) {
        practice = found->id;
    } else {
        const auto maker = access::operator_grant(practice, ::getuid()).actor();
        const auto added = (*house)->add_practice(practice_name, maker);
        if (!added) {
            say_refused(added.error());
            return 3;
        }
        practice = *added;
    }
    acknowledge(receipt_practice);
    Load{**house, practice, orders}.run();
    return 0;
}

}  // namespace
}  // namespace kader::durability

int main(int count, char** words) {
    try {
        return kader::durability::run(kader::durability::orders_of(count, words));
    } catch (const std::exception& broken) {
        kader::durability::say(std::string{"broken "} + broken.what());
        return 5;
    }
}
