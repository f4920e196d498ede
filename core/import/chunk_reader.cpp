#include "core/import/chunk_reader.h"

namespace consentry::import {

Result<bool> ChunkReader::fill() {
    if (!m_rest.empty()) {
        return true;
    }
    if (m_control.isCancelled()) {
        return fail(ErrorCode::Cancelled);
    }
    ASSIGN_OR_RETURN(const std::size_t count, m_source.read(m_buffer));
    m_readBytes += count;
    m_rest = textOf(ByteView(m_buffer).first(count));
    const std::uint64_t size = m_source.size().value_or(0);
    m_control.report(m_passesDone * size + m_readBytes, m_passes * size);
    return count > 0;
}

Result<> ChunkReader::rewind() {
    RETURN_IF_ERROR(m_source.rewind());
    m_rest = {};
    m_readBytes = 0;
    m_passesDone = m_passes > 1 ? m_passesDone + 1 : 0;
    return {};
}

} // namespace consentry::import
