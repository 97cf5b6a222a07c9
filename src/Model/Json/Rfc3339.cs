namespace Krewe.Model.Json;

/// <summary>
/// Times of the API: RFC 3339, kept to the second or to the microsecond. Parsed by hand, since every object holds several.
/// </summary>
internal static class Rfc3339
{
    /// <summary>Bytes of the longest form that is written.</summary>
    public const int MaxLength = 27;

    public static bool TryParse(ReadOnlySpan<byte> text, bool micro, out DateTimeOffset value)
    {
        value = default;
        if (text.Length < "2006-01-02T15:04:05Z".Length || text[4] != '-' || text[7] != '-' || (text[10] | 0x20) != 't' || text[13] != ':' || text[16] != ':')
            return false;
        if (!Number(text[..4], out var year) || !Number(text[5..7], out var month) || !Number(text[8..10], out var day)
            || !Number(text[11..13], out var hour) || !Number(text[14..16], out var minute) || !Number(text[17..19], out var second))
            return false;
        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month) || hour > 23 || minute > 59 || second > 59)
            return false;

        var rest = text[19..];
        long ticks = 0;
        if (rest[0] == '.')
        {
            var digits = rest[1..].IndexOfAnyExceptInRange((byte)'0', (byte)'9');
            if (digits < 1)
                return false;
            Number(rest.Slice(1, Math.Min(digits, 7)), out var fraction);
            ticks = fraction * (long)Math.Pow(10, 7 - Math.Min(digits, 7));
            rest = rest[(1 + digits)..];
        }
        if (!TryParseOffset(rest, out var offset))
            return false;

        var time = new DateTime(year, month, day, hour, minute, second, DateTimeKind.Utc).AddTicks(ticks);
        if (offset > TimeSpan.Zero ? time - DateTime.MinValue < offset : DateTime.MaxValue - time < -offset)
            return false;
        value = Truncate(new DateTimeOffset(time - offset, TimeSpan.Zero), micro);
        return true;
    }

    /// <summary>Writes a time in UTC; gives the number of bytes.</summary>
    public static int Format(DateTimeOffset value, bool micro, Span<byte> target)
    {
        var utc = value.UtcDateTime;
        "0000-00-00T00:00:00"u8.CopyTo(target);
        Digits(target[..4], utc.Year);
        Digits(target[5..7], utc.Month);
        Digits(target[8..10], utc.Day);
        Digits(target[11..13], utc.Hour);
        Digits(target[14..16], utc.Minute);
        Digits(target[17..19], utc.Second);
        var length = 19;
        if (micro)
        {
            target[length] = (byte)'.';
            Digits(target[20..26], (int)(utc.Ticks % TimeSpan.TicksPerSecond / TimeSpan.TicksPerMicrosecond));
            length = 26;
        }
        target[length] = (byte)'Z';
        return length + 1;
    }

    public static DateTimeOffset Truncate(DateTimeOffset value, bool micro) =>
        value.AddTicks(-(value.Ticks % (micro ? TimeSpan.TicksPerMicrosecond : TimeSpan.TicksPerSecond)));

    private static bool TryParseOffset(ReadOnlySpan<byte> text, out TimeSpan offset)
    {
        offset = default;
        if (text is [(byte)'Z' or (byte)'z'])
            return true;
        if (text.Length != 6 || text[0] is not ((byte)'+' or (byte)'-') || text[3] != ':'
            || !Number(text[1..3], out var hours) || !Number(text[4..6], out var minutes) || hours > 23 || minutes > 59)
            return false;
        offset = new TimeSpan(hours, minutes, 0) * (text[0] == '-' ? -1 : 1);
        return true;
    }

    private static void Digits(Span<byte> target, int value)
    {
        for (var i = target.Length - 1; i >= 0; i--, value /= 10)
            target[i] = (byte)('0' + value % 10);
    }

    private static bool Number(ReadOnlySpan<byte> digits, out int value)
    {
        value = 0;
        foreach (var digit in digits)
        {
            if (digit is < (byte)'0' or > (byte)'9')
                return false;
            value = value * 10 + (digit - '0');
        }
        return true;
    }
}
