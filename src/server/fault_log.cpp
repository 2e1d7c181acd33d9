#include "server/fault_log.h"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <system_error>

#include "kernel/type_name.h"
#include "system/files.h"

namespace kader::server {

std::string cause_of(const std::exception& error) {
    if (const auto* storage = dynamic_cast<const storage::StorageError*>(&error))
        return "storage " + std::string{storage::word(storage->fault())} + ": " + storage->what();
    auto cause = type_name(typeid(error));
    if (const auto* file = dynamic_cast<const system::FileError*>(&error)) cause += " (errno " + std::to_string(file->code()) + ")";
    if (const auto* numbered = dynamic_cast<const std::system_error*>(&error))
        cause += " (" + std::string{numbered->code().category().name()} + " " + std::to_string(numbered->code().value()) + ")";
    return cause;
}

void FaultLog::note(std::string_view reference, const std::exception& error) const noexcept {
    try {
        if (m_log) note(reference, cause_of(error));
    } catch (const std::exception&) {
        // No memory for the line: the number of the request's own line is what is left.
    }
}

void FaultLog::note(std::string_view reference, const std::string& cause) const noexcept {
    try {
        if (!m_log) return;
        boost::json::object line{{"at", system::instant_text(m_clock->now())}, {"event", "fault"}};
        if (!reference.empty()) line["reference"] = boost::json::string_view{reference.data(), reference.size()};
        line["cause"] = cause;
        m_log(boost::json::serialize(line));
    } catch (const std::exception&) {
        // As above.
    }
}

std::optional<std::string> WriterFaults::cause() {
    const auto stopped = m_writer.stopped();
    const auto counts = m_writer.counts();
    // While nothing can be written each refusal has the same cause.
    if (stopped) return "writer " + std::string{storage::word(stopped->fault)} + ": " + counts.last_fault;
    if (m_told.exchange(counts.faults) != counts.faults) return "writer: " + counts.last_fault;
    return {};
}

}  // namespace kader::server
