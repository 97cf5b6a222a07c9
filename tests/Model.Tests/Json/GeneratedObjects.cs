using System.Globalization;
using System.Text.Json;
using Krewe.Model.Kinds;
using Krewe.Model.Schema;

namespace Krewe.Model.Tests.Json;

/// <summary>Makes documents of a kind from its schema and a seed: each field there or not, lists and maps of a few items.</summary>
internal sealed class GeneratedObjects(int seed, bool unknownFields)
{
    private const int MaxDepth = 7;

    // Schemas that contain themselves in many places would make documents without end.
    private const int MostFields = 3000;
    private int _fields;
    private readonly Random _random = new(seed);

    /// <summary>A document that holds any value of the kind's schema.</summary>
    public byte[] Document(KindDefinition kind)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            writer.WriteString("kind", kind.Gvk.Kind);
            writer.WriteString("apiVersion", kind.Gvk.ApiVersion);
            Fields(writer, kind.Codec.Schema, 0);
            writer.WriteEndObject();
        }
        return stream.ToArray();
    }

    private void Fields(Utf8JsonWriter writer, RecordSchema schema, int depth)
    {
        foreach (var field in schema.Fields)
        {
            if (_random.Next(100) < 45 && !((depth >= MaxDepth || _fields > MostFields) && Complex(field.Type)))
            {
                _fields++;
                writer.WritePropertyName(field.Name);
                Value(writer, field.Type, depth);
            }
        }
        if (unknownFields && _random.Next(4) == 0)
        {
            writer.WritePropertyName("x-future-é");
            writer.WriteRawValue("""{"a": [1, 2.50, null, "t\u00e9\n"], "b": {}}""");
        }
    }

    private void Value(Utf8JsonWriter writer, FieldType type, int depth)
    {
        switch (type.Kind)
        {
            case FieldKind.String: writer.WriteStringValue(Text()); break;
            case FieldKind.Enum: writer.WriteStringValue(_random.Next(5) == 0 ? Text() : type.KnownValues[_random.Next(type.KnownValues.Count)]); break;
            case FieldKind.Boolean: writer.WriteBooleanValue(_random.Next(2) == 0); break;
            case FieldKind.Int32: writer.WriteNumberValue(_random.Next(3) == 0 ? _random.Next(int.MinValue, int.MaxValue) : _random.Next(-1, 100)); break;
            case FieldKind.Int64: writer.WriteNumberValue(_random.Next(3) == 0 ? _random.NextInt64(long.MinValue, long.MaxValue) : _random.Next(-1, 100)); break;
            case FieldKind.Double: writer.WriteNumberValue(_random.NextDouble() * 1e6); break;
            case FieldKind.Bytes: var bytes = new byte[_random.Next(8)]; _random.NextBytes(bytes); writer.WriteBase64StringValue(bytes); break;
            case FieldKind.Time: writer.WriteStringValue(Time().ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture)); break;
            case FieldKind.MicroTime: writer.WriteStringValue(Time().ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture)); break;
            case FieldKind.Quantity: writer.WriteStringValue($"{_random.Next(0, 5000)}{(string[])["m", "", "k", "Mi", "Gi", "e3"] switch { var s => s[_random.Next(s.Length)] }}"); break;
            case FieldKind.IntOrString: if (_random.Next(2) == 0) writer.WriteNumberValue(_random.Next(1, 9999)); else writer.WriteStringValue("25%"); break;
            case FieldKind.Raw: writer.WriteRawValue("""{"f:metadata":{"f:labels":{}}}"""); break;
            case FieldKind.Record:
                writer.WriteStartObject();
                Fields(writer, type.Record!, depth + 1);
                writer.WriteEndObject();
                break;
            case FieldKind.List:
                writer.WriteStartArray();
                for (var i = _random.Next(1, 3); i > 0; i--)
                    Value(writer, type.Item!, depth);
                writer.WriteEndArray();
                break;
            case FieldKind.Map:
                writer.WriteStartObject();
                for (var i = _random.Next(1, 4); i > 0; i--)
                {
                    writer.WritePropertyName($"k{i}/é");
                    Value(writer, type.Item!, depth);
                }
                writer.WriteEndObject();
                break;
            default: throw new NotSupportedException(type.Kind.ToString());
        }
    }

    private static bool Complex(FieldType type) => type.Kind == FieldKind.Record || (type.Item is { } item && Complex(item));

    private string Text() => ((string[])["a", "web-1", "with \"quotes\" and \\", "tab\tand\u0001", "naïve ☃ 😀", "x/y=z"])[_random.Next(6)];

    private DateTimeOffset Time() => DateTimeOffset.UnixEpoch.AddTicks(_random.NextInt64(1, 2_000_000_000) * TimeSpan.TicksPerSecond + _random.Next(1_000_000) * TimeSpan.TicksPerMicrosecond);
}
