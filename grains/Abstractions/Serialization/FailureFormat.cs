using System.Text.Json;
using Krewe.Model.Failures;
using Krewe.Model.Validation;

namespace Krewe.Grains.Serialization;

/// <summary>A refusal, or one error in it, as JSON with the names of its members.</summary>
internal sealed class FailureFormat : CrossingFormat
{
    public override ReadOnlyMemory<byte> Write(object value) => JsonSerializer.SerializeToUtf8Bytes(value, value.GetType());

    public override object Read(Type type, ReadOnlyMemory<byte> bytes)
    {
        try
        {
            return JsonSerializer.Deserialize(bytes.Span, type) ?? throw new FormatException("the refusal is null");
        }
        catch (JsonException error)
        {
            throw new FormatException(error.Message, error);
        }
    }

    protected override bool Takes(Type type) => type == typeof(ApiFailure) || type == typeof(FieldError);
}
