using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text;
using Krewe.Model.Documents;
using Krewe.Model.Schema;

namespace Krewe.Crossing.Tests.Values;

/// <summary>Says in text all that a value holds, so that two can be compared to the last member.</summary>
internal static class Picture
{
    public static string Of(object? value) => value switch
    {
        null => "null",
        string text => $"\"{text}\"",
        ApiDocument document => $"{document.Definition.Collection}@{document.Revision} {Encoding.UTF8.GetString(document.Json.Span)}",
        ApiRecord record => $"{record.GetType().Name} {Encoding.UTF8.GetString(ApiJson.Write(record).Span)}",
        ReadOnlyMemory<byte> bytes => Convert.ToHexString(bytes.Span),
        IEnumerable items => $"[{string.Join(", ", items.Cast<object?>().Select(Of))}]",
        IFormattable plain when value.GetType().IsPrimitive || value is Enum or TimeSpan or DateTimeOffset => $"{value.GetType().Name} {plain.ToString(null, CultureInfo.InvariantCulture)}",
        _ => $"{value.GetType().Name} {{ {string.Join(", ", Members(value))} }}",
    };

    private static IEnumerable<string> Members(object value) => value.GetType().GetProperties(BindingFlags.Instance | BindingFlags.Public)
        .Where(property => property.GetIndexParameters().Length == 0 && (value is not Exception || property.Name == nameof(Exception.Message)))
        .Select(property => $"{property.Name} = {Of(property.GetValue(value))}");
}
