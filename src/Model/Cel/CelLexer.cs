using System.Globalization;
using System.Text;

namespace Krewe.Model.Cel;

/// <summary>Words of the language.</summary>
internal enum CelTokenKind
{
    End,
    Name,
    Literal,
    Sign,
}

/// <summary>A word.</summary>
internal readonly record struct CelToken(CelTokenKind Kind, int At, string Text, object? Value = null);

/// <summary>Splits an expression into words, by the grammar of the CEL specification.</summary>
internal sealed class CelLexer(string source)
{
    private static readonly string[] Signs = ["&&", "||", "==", "!=", "<=", ">=", "<", ">", "+", "-", "*", "/", "%", "!", "?", ":", ".", ",", "(", ")", "[", "]", "{", "}"];
    private int _at;

    public List<CelToken> Read()
    {
        var tokens = new List<CelToken>();
        do
            tokens.Add(Next());
        while (tokens[^1].Kind != CelTokenKind.End);
        return tokens;
    }

    private CelToken Next()
    {
        SkipBlanks();
        if (_at == source.Length)
            return new CelToken(CelTokenKind.End, _at, "");
        var start = _at;
        if (TextPrefix() is { } prefix)
            return Text(prefix);
        var c = source[_at];
        if (char.IsAsciiDigit(c) || (c == '.' && _at + 1 < source.Length && char.IsAsciiDigit(source[_at + 1])))
            return Number();
        if (char.IsAsciiLetter(c) || c == '_')
        {
            while (_at < source.Length && (char.IsAsciiLetterOrDigit(source[_at]) || source[_at] == '_'))
                _at++;
            return new CelToken(CelTokenKind.Name, start, source[start.._at]);
        }
        foreach (var sign in Signs)
        {
            if (string.CompareOrdinal(source, _at, sign, 0, sign.Length) == 0)
            {
                _at += sign.Length;
                return new CelToken(CelTokenKind.Sign, start, sign);
            }
        }
        throw new CelException($"Syntax error: token recognition error at: '{c}'", start);
    }

    private void SkipBlanks()
    {
        while (_at < source.Length)
        {
            if (source[_at] is ' ' or '\t' or '\n' or '\r' or '\f')
                _at++;
            else if (string.CompareOrdinal(source, _at, "//", 0, 2) == 0)
                _at = source.IndexOf('\n', _at) is >= 0 and var end ? end : source.Length;
            else
                return;
        }
    }

    private CelToken Number()
    {
        var start = _at;
        if (source[_at] == '0' && _at + 1 < source.Length && source[_at + 1] is 'x' or 'X')
        {
            _at += 2;
            while (_at < source.Length && char.IsAsciiHexDigit(source[_at]))
                _at++;
            return Whole(start, source[(start + 2).._at], NumberStyles.AllowHexSpecifier);
        }
        var isWhole = true;
        while (_at < source.Length && char.IsAsciiDigit(source[_at]))
            _at++;
        if (_at + 1 < source.Length && source[_at] == '.' && char.IsAsciiDigit(source[_at + 1]))
        {
            isWhole = false;
            for (_at++; _at < source.Length && char.IsAsciiDigit(source[_at]);)
                _at++;
        }
        if (_at < source.Length && source[_at] is 'e' or 'E')
        {
            isWhole = false;
            _at++;
            if (_at < source.Length && source[_at] is '+' or '-')
                _at++;
            while (_at < source.Length && char.IsAsciiDigit(source[_at]))
                _at++;
        }
        if (isWhole)
            return Whole(start, source[start.._at], NumberStyles.None);
        return double.TryParse(source.AsSpan(start, _at - start), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? new CelToken(CelTokenKind.Literal, start, source[start.._at], number)
            : throw new CelException("invalid double literal", start);
    }

    private CelToken Whole(int start, string digits, NumberStyles style)
    {
        if (!ulong.TryParse(digits, style, CultureInfo.InvariantCulture, out var number))
            throw new CelException("invalid int literal", start);
        if (_at < source.Length && source[_at] is 'u' or 'U')
        {
            _at++;
            return new CelToken(CelTokenKind.Literal, start, source[start.._at], number);
        }
        // 9223372036854775808 is a number only behind a minus; the parser tells.
        return new CelToken(CelTokenKind.Literal, start, source[start.._at], number <= long.MaxValue ? (long)number : new CelTooLarge(number));
    }

    /// <summary>What stands before a text's quotation mark (<c>r</c>, <c>b</c>, both, nothing), or null where there is no text.</summary>
    private string? TextPrefix()
    {
        for (var length = 0; length <= 2 && _at + length < source.Length; length++)
        {
            var c = source[_at + length];
            if (c is '"' or '\'')
                return source.Substring(_at, length).ToLowerInvariant() is "" or "r" or "b" or "rb" or "br" ? source.Substring(_at, length).ToLowerInvariant() : null;
        }
        return null;
    }

    private CelToken Text(string prefix)
    {
        var start = _at;
        _at += prefix.Length;
        var mark = source[_at];
        var isLong = string.CompareOrdinal(source, _at, new string(mark, 3), 0, 3) == 0;
        var end = new string(mark, isLong ? 3 : 1);
        _at += end.Length;
        var (isRaw, isBytes) = (prefix.Contains('r', StringComparison.Ordinal), prefix.Contains('b', StringComparison.Ordinal));
        var bytes = new List<byte>();
        Span<byte> room = stackalloc byte[4];
        while (string.CompareOrdinal(source, _at, end, 0, end.Length) != 0)
        {
            if (_at >= source.Length || (!isLong && source[_at] is '\n' or '\r'))
                throw new CelException("Syntax error: token recognition error at: unterminated string", start);
            if (source[_at] == '\\' && !isRaw)
            {
                var (value, isByte) = Escape(isBytes);
                if (isByte)
                    bytes.Add((byte)value);
                else
                    bytes.AddRange(room[..Rune(value, start).EncodeToUtf8(room)]);
                continue;
            }
            if (System.Text.Rune.DecodeFromUtf16(source.AsSpan(_at), out var rune, out var length) != System.Buffers.OperationStatus.Done)
                throw new CelException("invalid text", _at);
            bytes.AddRange(room[..rune.EncodeToUtf8(room)]);
            _at += length;
        }
        _at += end.Length;
        return new CelToken(CelTokenKind.Literal, start, source[start.._at], isBytes ? new CelBytes(bytes.ToArray()) : Encoding.UTF8.GetString([.. bytes]));
    }

    private static Rune Rune(int value, int at) => System.Text.Rune.IsValid(value) ? new Rune(value) : throw new CelException("invalid unicode code point", at);

    private (int Value, bool IsByte) Escape(bool isBytes)
    {
        var start = _at;
        var c = _at + 1 < source.Length ? source[_at + 1] : '\0';
        _at += 2;
        switch (c)
        {
            case 'a': return ('\a', false);
            case 'b': return ('\b', false);
            case 'f': return ('\f', false);
            case 'n': return ('\n', false);
            case 'r': return ('\r', false);
            case 't': return ('\t', false);
            case 'v': return ('\v', false);
            case '\\' or '\'' or '"' or '`' or '?': return (c, false);
            case 'x' or 'X': return (Digits(2, 16), isBytes);
            case 'u' when !isBytes: return (Digits(4, 16), false);
            case 'U' when !isBytes: return (Digits(8, 16), false);
            case >= '0' and <= '3':
                _at--;
                return (Digits(3, 8), isBytes);
            default: throw new CelException("Syntax error: unable to unescape string", start);
        }

        int Digits(int count, int @base)
        {
            try
            {
                var value = _at + count <= source.Length && source.AsSpan(_at, count).IndexOfAnyExcept("0123456789abcdefABCDEF") < 0 ? Convert.ToInt32(source.Substring(_at, count), @base) : -1;
                _at += count;
                return value >= 0 ? value : throw new CelException("Syntax error: unable to unescape string", start);
            }
            catch (Exception e) when (e is FormatException or OverflowException)
            {
                throw new CelException("Syntax error: unable to unescape string", start);
            }
        }
    }
}

/// <summary>A whole number that only its negative would fit an int.</summary>
internal sealed record CelTooLarge(ulong Value);
