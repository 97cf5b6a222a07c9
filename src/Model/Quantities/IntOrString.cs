using System.Globalization;

namespace Krewe.Model.Quantities;

/// <summary>
/// A number or a text, as the API has it for ports (by number or by name) and for counts (absolute or in per cent). The default value
/// is the number 0.
/// </summary>
public readonly record struct IntOrString
{
    private readonly string? _text;
    private readonly int _number;

    /// <summary>A number.</summary>
    public IntOrString(int number) => _number = number;

    /// <summary>A text.</summary>
    public IntOrString(string text) => _text = text;

    /// <summary>True for a text.</summary>
    public bool IsText => _text is not null;

    /// <summary>The number, or null for a text.</summary>
    public int? Number => _text is null ? _number : null;

    /// <summary>The text, or null for a number.</summary>
    public string? Text => _text;

    /// <summary>True for a text that ends in a per cent sign.</summary>
    public bool IsPercent => _text is not null && _text.EndsWith('%');

    /// <summary>
    /// The count that it stands for: the number itself, or the percentage of <paramref name="total"/>, rounded up or down; null for
    /// a text that is no whole percentage.
    /// </summary>
    public int? Scale(int total, bool roundUp)
    {
        if (_text is null)
            return _number;
        if (!IsPercent || !int.TryParse(_text.AsSpan(0, _text.Length - 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var percent))
            return null;
        var hundredfold = (double)percent * total / 100;
        return (int)(roundUp ? Math.Ceiling(hundredfold) : Math.Floor(hundredfold));
    }

    /// <summary>A number if the text is one, else the text.</summary>
    public static IntOrString Parse(string text) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? new IntOrString(number) : new IntOrString(text);

    /// <summary>The text, or the digits of the number.</summary>
    public override string ToString() => _text ?? _number.ToString(CultureInfo.InvariantCulture);

    /// <summary>A number.</summary>
    public static implicit operator IntOrString(int number) => new(number);

    /// <summary>A text.</summary>
    public static implicit operator IntOrString(string text) => new(text);
}
