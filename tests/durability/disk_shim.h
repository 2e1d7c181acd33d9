#pragma once

// What a program and the disk under it agree on. The disk is a library that is loaded before the C
// library (LD_PRELOAD) and sees every call that changes a file below one folder:
//
//   KADER_DISK_FOLDER
//       the folder, absolute, without symbolic links
//   KADER_DISK_RECORD
//       record every change, in order, at the end of this file (see recording.h)
//   KADER_DISK_KILL_AFTER
//       the program is killed after so many changes, while it records
//   KADER_DISK_CONTROL
//       a file of the size of DiskControl, by which another process makes the disk fail and counts
//       what it does
//   KADER_DISK_SYNC_DELAY_US
//       every fsync and fdatasync takes so many microseconds longer

#include <atomic>
#include <cstdint>

namespace kader::durability {

// Shared memory between the test and the program whose disk it is. All zero is a sound disk.
struct DiskControl {
    std::atomic<std::uint32_t> full;  // 1: files cannot grow; writing over what is there goes on.
    std::atomic<std::uint64_t> room;  // While full: so many bytes can still be added.
    std::atomic<std::uint32_t> failing_sync;  // k: the k-th sync from now fails, once. 0: none.
    std::atomic<std::uint64_t> syncs;         // How many syncs there were, of files and of folders.
    std::atomic<std::uint64_t> refused;       // How many calls this disk refused.
};
static_assert(std::atomic<std::uint64_t>::is_always_lock_free);

// One change in the recording; after it come `path_bytes` of path and `data_bytes` of data.
struct RecordedHead {
    enum class Kind : std::uint32_t {
        Open = 1,      // path; flag 1: made now, flag 2: emptied
        Write,         // handle, offset, data
        Truncate,      // handle, offset is the new size
        Sync,          // handle; of a file or a folder
        Unlink,        // path
        Rename,        // path is "from", data is "to"
        MakeFolder,    // path
        RemoveFolder,  // path
        Ack,           // offset is the number that was acknowledged
        FailedSync,    // handle; this disk refused to sync it
    };
    Kind kind;
    std::uint32_t flags;
    std::uint32_t handle;
    std::uint32_t path_bytes;
    std::uint64_t offset;
    std::uint64_t data_bytes;
};

}  // namespace kader::durability

// Marks in the recording that `number` was acknowledged: whatever comes after this moment, it is
// there. Weak, so that the program runs as well without the disk before it.
extern "C" void kader_disk_ack(std::uint64_t number);
