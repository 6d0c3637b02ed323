// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/http/httpparser.h"

#include <algorithm>
#include <boost/beast/http/basic_parser.hpp>
#include <limits>

namespace waggle::server {
namespace {

namespace beast = boost::beast;
namespace http = boost::beast::http;

std::string_view view(beast::string_view text)
{
    return {text.data(), text.size()};
}

bool mentionsHtml(beast::string_view accept)
{
    constexpr std::string_view kHtml = "text/html";
    const auto same = [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a - 'A' + 'a' : a) == b; };
    return std::search(accept.begin(), accept.end(), kHtml.begin(), kHtml.end(), same) != accept.end();
}

// Keeps what a tracker reads of a head and nothing else, so that a request costs no allocation.
class HeadReader final : public http::basic_parser<true> {
public:
    explicit HeadReader(HttpRequest& request)
        : m_request(request)
    {
    }

private:
    void on_request_impl(
        http::verb method, beast::string_view, beast::string_view target, int version, beast::error_code&) override
    {
        m_request.method = method == http::verb::get ? HttpRequest::Method::Get
            : method == http::verb::head             ? HttpRequest::Method::Head
                                                     : HttpRequest::Method::Other;
        m_request.target = view(target);
        m_request.keepAlive = version >= 11;
    }

    void on_field_impl(
        http::field name, beast::string_view nameText, beast::string_view value, beast::error_code& error) override
    {
        // A folded field lies in the parser's own buffer. Nobody sends them; RFC 9112 lets a server refuse them.
        const char* const end = m_request.head.data() + m_request.head.size();
        if (!value.empty() && (value.data() < m_request.head.data() || value.data() >= end)) {
            error = http::error::bad_value;
            return;
        }
        if (name == http::field::host)
            m_request.host = view(value);
        else if (name == http::field::accept)
            m_request.acceptsHtml = m_request.acceptsHtml || mentionsHtml(value);
        else if (name == http::field::transfer_encoding)
            m_request.hasBody = true;
        else if (name == http::field::unknown && beast::iequals(nameText, "X-Forwarded-For"))
            appendHop(value);
    }

    void appendHop(beast::string_view value)
    {
        if (!m_request.forwardedFor.empty())
            m_request.forwardedFor += ", ";
        m_request.forwardedFor.append(value.data(), value.size());
    }

    void on_response_impl(int, beast::string_view, int, beast::error_code&) override { }
    void on_header_impl(beast::error_code&) override { }
    void on_body_init_impl(const boost::optional<std::uint64_t>&, beast::error_code&) override { }
    std::size_t on_body_impl(beast::string_view body, beast::error_code&) override { return body.size(); }
    void on_chunk_header_impl(std::uint64_t, beast::string_view, beast::error_code&) override { }
    std::size_t on_chunk_body_impl(std::uint64_t, beast::string_view body, beast::error_code&) override
    {
        return body.size();
    }
    void on_finish_impl(beast::error_code&) override { }

    HttpRequest& m_request;
};

bool isMethodLetter(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' || c == '_';
}

} // namespace

std::optional<HttpRequest> readHttpHead(std::string_view head)
{
    HttpRequest request;
    request.head = head;
    HeadReader reader(request);
    reader.header_limit(static_cast<std::uint32_t>(head.size() + 1));
    reader.body_limit(std::numeric_limits<std::uint64_t>::max()); // whoever asks refuses a body by its announcement
    beast::error_code error;
    reader.put(boost::asio::const_buffer(head.data(), head.size()), error);
    if ((error && error != http::error::need_more) || !reader.is_header_done())
        return std::nullopt;
    request.keepAlive = request.keepAlive && reader.keep_alive();
    if (const auto length = reader.content_length(); length && *length > 0)
        request.hasBody = true;
    return request;
}

bool mayBeHttp(std::string_view bytes)
{
    constexpr std::size_t kLongestMethod = 32;
    const auto first = bytes.substr(0, kLongestMethod + 1);
    const auto end = std::find_if_not(first.begin(), first.end(), isMethodLetter);
    if (end == first.end())
        return first.size() <= kLongestMethod;
    return *end == ' ' && end != first.begin();
}

} // namespace waggle::server
