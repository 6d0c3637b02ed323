// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/remote/detail/answerfields.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace waggle::ui {
namespace {

QString valueOf(const std::vector<monitor::RequestDetail::Field>& fields, const char* name)
{
    const auto found = std::find_if(
        fields.begin(), fields.end(), [&](const auto& field) { return field.name == QLatin1String(name); });
    return found == fields.end() ? QStringLiteral("none") : found->value;
}

TEST(AnswerFields, TellACertificateByItsFingerprintAndWhatCameWithIt)
{
    remote::Exchange exchange;
    exchange.tls.emplace().leaf.emplace().sha256 = QByteArray::fromHex("00ff7e");
    exchange.tls->chainLength = 3;
    const auto fields = answerFields({}, exchange);
    EXPECT_EQ(valueOf(fields, "SHA-256"), QStringLiteral("00:ff:7e"));
    EXPECT_EQ(valueOf(fields, "certificates sent"), QStringLiteral("3"));
}

} // namespace
} // namespace waggle::ui
