// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/wire/httpreader.h"

#include <algorithm>
#include <boost/beast/http/basic_parser.hpp>
#include <limits>

namespace waggle::remote {

namespace {

namespace beast = boost::beast;
namespace http = boost::beast::http;

constexpr qsizetype kMaxHead = 64 << 10; // all heads of an answer, 1xx ones too; a chunk's head; a trailer
constexpr qsizetype kMaxWire = 2 * kMaxReply; // a body in the smallest chunks is no reason to read on
constexpr int kSwitchingProtocols = 101;

QByteArray bytesOf(beast::string_view text)
{
    return {text.data(), static_cast<qsizetype>(text.size())};
}

// Keeps what Beast finds in HttpFacts. Trailers are skipped.
class ResponseParser final : public http::basic_parser<false> {
public:
    explicit ResponseParser(HttpFacts& facts)
        : m_facts(facts)
    {
        header_limit(static_cast<std::uint32_t>(kMaxHead));
        // add() has its own bound, so that the beginning of a larger body is kept.
        body_limit(std::numeric_limits<std::uint64_t>::max());
    }

private:
    void on_response_impl(int status, beast::string_view, int version, beast::error_code&) override
    {
        m_facts.status = status;
        m_facts.version = QByteArray::number(version / 10) + '.' + QByteArray::number(version % 10);
    }
    void on_field_impl(http::field, beast::string_view name, beast::string_view value, beast::error_code&) override
    {
        if (!is_header_done())
            m_facts.fields.emplace_back(bytesOf(name), bytesOf(value));
    }
    void on_header_impl(beast::error_code&) override { m_facts.chunked = chunked(); }
    std::size_t on_body_impl(beast::string_view body, beast::error_code& error) override { return add(body, error); }
    std::size_t on_chunk_body_impl(std::uint64_t, beast::string_view body, beast::error_code& error) override
    {
        return add(body, error);
    }

    std::size_t add(beast::string_view body, beast::error_code& error)
    {
        const auto room = static_cast<std::size_t>(kMaxReply - m_facts.body.size());
        const auto fits = body.substr(0, room);
        m_facts.body.append(fits.data(), static_cast<qsizetype>(fits.size()));
        if (fits.size() < body.size())
            error = http::error::body_limit;
        return fits.size();
    }

    void on_request_impl(http::verb, beast::string_view, beast::string_view, int, beast::error_code&) override { }
    void on_body_init_impl(const boost::optional<std::uint64_t>&, beast::error_code&) override { }
    void on_chunk_header_impl(std::uint64_t, beast::string_view, beast::error_code&) override { }
    void on_finish_impl(beast::error_code&) override { }

    HttpFacts& m_facts;
};

bool isBound(const beast::error_code& error)
{
    return error == http::error::header_limit || error == http::error::body_limit;
}

// Whether `bytes`, the beginning of what came, can still become a status line.
bool mayBeAnswer(const QByteArray& bytes)
{
    constexpr char kAnswer[] = "HTTP/1.";
    const auto size = std::min<qsizetype>(bytes.size(), sizeof kAnswer - 1);
    return std::equal(bytes.begin(), bytes.begin() + size, kAnswer);
}

} // namespace

class HttpReader::Private {
public:
    Private() { begin(); }

    void receive(const QByteArray& bytes, Duration at);
    void end();
    [[nodiscard]] bool keepsAlive() const;

    State state = State::More;
    HttpFacts facts;
    QByteArray raw;
    QByteArray rest; // once done; before, what the parser has not taken

private:
    void begin();
    void time(Duration at);
    void parse();
    [[nodiscard]] qsizetype put(qsizetype at);
    void headEnded();
    void trimRest();

    std::unique_ptr<ResponseParser> m_parser;
    std::optional<Duration> m_lastRead;
    qsizetype m_received = 0;
    qsizetype m_headBytes = 0;
    bool m_inHead = true;
    bool m_untilEnd = false;
};

void HttpReader::Private::begin()
{
    const auto gap = facts.slowestGap;
    facts = {};
    facts.slowestGap = gap;
    m_parser = std::make_unique<ResponseParser>(facts);
    m_inHead = true;
}

void HttpReader::Private::time(Duration at)
{
    if (m_lastRead)
        facts.slowestGap = std::max(facts.slowestGap.value_or(Duration::zero()), at - *m_lastRead);
    m_lastRead = at;
}

void HttpReader::Private::receive(const QByteArray& bytes, Duration at)
{
    raw += bytes.left(std::max<qsizetype>(0, kMaxRawKept - raw.size()));
    if (state == State::Done) {
        rest += bytes.left(kMaxRawKept);
        trimRest();
    }
    if (state != State::More || bytes.isEmpty())
        return;
    time(at);
    m_received += bytes.size();
    rest += bytes;
    parse();
    if (state == State::More && m_received > kMaxWire)
        state = State::TooLarge;
}

void HttpReader::Private::parse()
{
    qsizetype at = 0;
    while (state == State::More && at < rest.size()) {
        const qsizetype taken = put(at);
        at += taken;
        if (taken == 0)
            break;
    }
    rest.remove(0, at);
    // Nothing is left over but an unfinished head, of the response, a chunk or the trailers.
    if (state == State::More && rest.size() + (m_inHead ? m_headBytes : 0) > kMaxHead)
        state = State::TooLarge;
    if (state == State::Done)
        trimRest();
}

qsizetype HttpReader::Private::put(qsizetype at)
{
    // Beast waits for the whole head of one that comes in pieces; what speaks another protocol may never send one.
    if (m_inHead && facts.version.isEmpty() && !mayBeAnswer(rest.mid(at, 8))) {
        state = State::Bad;
        return 0;
    }
    beast::error_code error;
    const auto taken = static_cast<qsizetype>(m_parser->put(
        boost::asio::const_buffer(rest.constData() + at, static_cast<std::size_t>(rest.size() - at)), error));
    if (m_inHead)
        m_headBytes += taken;
    if (error && error != http::error::need_more)
        state = isBound(error) ? State::TooLarge : State::Bad;
    else if (m_inHead && m_parser->is_header_done())
        headEnded();
    else if (m_parser->is_done())
        state = State::Done;
    return taken;
}

void HttpReader::Private::headEnded()
{
    m_inHead = false;
    if (m_headBytes > kMaxHead)
        state = State::TooLarge;
    else if (facts.status / 100 == 1 && facts.status != kSwitchingProtocols)
        begin(); // "100 Continue": the response is still to come
    else if (m_parser->is_done())
        state = State::Done;
    else
        m_untilEnd = m_parser->need_eof();
}

// What stands behind a counted body belongs to it, unless it is another answer.
void HttpReader::Private::trimRest()
{
    rest.truncate(kMaxRawKept);
    const bool hasBody = facts.status / 100 != 1 && facts.status != 204 && facts.status != 304;
    if (rest.isEmpty() || !hasBody || !m_parser->content_length())
        return;
    facts.lengthWrong = !mayBeAnswer(rest);
}

void HttpReader::Private::end()
{
    if (state != State::More)
        return;
    const bool counted = !m_inHead && m_parser->content_length();
    facts.lengthWrong = counted;
    state = counted || (!m_inHead && m_untilEnd) ? State::Done : State::Bad;
    m_untilEnd = true; // the connection is over in any case
}

bool HttpReader::Private::keepsAlive() const
{
    return state == State::Done && !m_untilEnd && rest.isEmpty() && m_parser->keep_alive();
}

HttpReader::HttpReader()
    : m_d(std::make_unique<Private>())
{
}

HttpReader::~HttpReader() = default;
HttpReader::HttpReader(HttpReader&&) noexcept = default;

HttpReader::State HttpReader::receive(const QByteArray& bytes, Duration at)
{
    m_d->receive(bytes, at);
    return m_d->state;
}

HttpReader::State HttpReader::endOfInput()
{
    m_d->end();
    return m_d->state;
}

const HttpFacts& HttpReader::facts() const
{
    return m_d->facts;
}

const QByteArray& HttpReader::raw() const
{
    return m_d->raw;
}

QByteArray HttpReader::rest() const
{
    return m_d->state == State::Done ? m_d->rest : QByteArray();
}

bool HttpReader::keepsAlive() const
{
    return m_d->keepsAlive();
}

} // namespace waggle::remote
