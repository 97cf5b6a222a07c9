using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Krewe.Model.Documents;
using Krewe.Model.Kinds;

namespace Krewe.Model.Tests.Json;

/// <summary>What every kind promises, for documents generated from its schema.</summary>
public class RoundTripTests
{
    private static readonly Arbitrary<(int Seed, KindDefinition Kind)> Cases =
        (from seed in Gen.Choose(0, int.MaxValue)
         from kind in Gen.Elements(KindRegistry.Versions.Concat(KindRegistry.Reviews).ToArray())
         select (seed, kind)).ToArbitrary();

    [Fact]
    public void Writing_is_canonical_and_reading_loses_nothing_of_it()
    {
        Check((kind, document) =>
        {
            var value = ApiJson.Read(kind, document);
            var written = ApiJson.Write(value);
            var again = ApiJson.Read(kind, written);
            again.ShouldBe(value);
            Text(ApiJson.Write(again)).ShouldBe(Text(written));
        }, unknownFields: true);
    }

    [Fact]
    public void Every_field_of_a_document_is_there_afterwards()
    {
        Check((kind, document) =>
        {
            var before = Leaves(document);
            var after = Leaves(ApiJson.Write(ApiJson.Read(kind, document)));
            // What is zero where zero is absence may go; nothing else may.
            before.Except(after).Where(l => !l.EndsWith("=0", StringComparison.Ordinal) && !l.EndsWith("=False", StringComparison.Ordinal)).ShouldBeEmpty();
        }, unknownFields: true);
    }

    [Fact]
    public void Protobuf_and_JSON_carry_the_same()
    {
        Check((kind, document) =>
        {
            var value = ApiJson.Read(kind, document);
            var again = ApiDecoder.Decode(BodyFormat.Protobuf, ApiProtobuf.Write(value), kind, FieldValidation.Strict).Value.Value;
            Text(ApiJson.Write(again)).ShouldBe(Text(ApiJson.Write(value)));
            again.ShouldBe(value);
        }, unknownFields: false);
    }

    [Fact]
    public void Generated_documents_have_no_unknown_fields()
    {
        Check((kind, document) => ApiDecoder.Decode(BodyFormat.Json, document, kind, FieldValidation.Strict).Failure.ShouldBeNull(), unknownFields: false);
    }

    [Fact]
    public void Damaged_protobuf_is_refused_or_read_but_never_fatal()
    {
        Check((kind, document) =>
        {
            var body = ApiProtobuf.Write(ApiJson.Read(kind, document)).ToArray();
            var random = new Random(body.Length);
            for (var i = 0; i < 20; i++)
            {
                var damaged = body.ToArray();
                damaged[random.Next(4, damaged.Length)] ^= (byte)random.Next(1, 256);
                _ = ApiDecoder.Decode(BodyFormat.Protobuf, damaged, kind, FieldValidation.Strict).Succeeded;
                _ = ApiDecoder.Decode(BodyFormat.Protobuf, damaged.AsMemory(0, random.Next(damaged.Length)), kind, FieldValidation.Strict).Succeeded;
            }
        }, unknownFields: false);
    }

    [Fact]
    public void Damaged_JSON_is_refused_or_read_but_never_fatal()
    {
        Check((kind, document) =>
        {
            var random = new Random(document.Length);
            for (var i = 0; i < 20; i++)
            {
                var damaged = document.ToArray();
                damaged[random.Next(damaged.Length)] = (byte)"{}[]\",:0a\\\xff"[random.Next(11)];
                _ = ApiDecoder.Decode(BodyFormat.Json, damaged, kind, FieldValidation.Warn).Succeeded;
                _ = ApiDecoder.Decode(BodyFormat.Json, damaged.AsMemory(0, random.Next(damaged.Length)), kind, FieldValidation.Warn).Succeeded;
            }
        }, unknownFields: true);
    }

    private static void Check(Action<KindDefinition, byte[]> property, bool unknownFields) =>
        Prop.ForAll(Cases, c => property(c.Kind, new GeneratedObjects(c.Seed, unknownFields).Document(c.Kind))).QuickCheckThrowOnFailure();

    private static string Text(ReadOnlyMemory<byte> json) => Encoding.UTF8.GetString(json.Span);

    private static HashSet<string> Leaves(ReadOnlyMemory<byte> json)
    {
        var leaves = new HashSet<string>(StringComparer.Ordinal);
        using var document = System.Text.Json.JsonDocument.Parse(json);
        Walk(document.RootElement, "");
        return leaves;

        void Walk(System.Text.Json.JsonElement element, string path)
        {
            switch (element.ValueKind)
            {
                case System.Text.Json.JsonValueKind.Object:
                    foreach (var property in element.EnumerateObject())
                        Walk(property.Value, $"{path}.{property.Name}");
                    break;
                case System.Text.Json.JsonValueKind.Array:
                    var i = 0;
                    foreach (var item in element.EnumerateArray())
                        Walk(item, $"{path}[{i++}]");
                    break;
                default:
                    // A quantity's text becomes canonical, so its amount counts.
                    var text = element.ToString();
                    leaves.Add($"{path}={(Krewe.Model.Quantities.Quantity.TryParse(text, out var quantity) ? quantity.Nanos.ToString(System.Globalization.CultureInfo.InvariantCulture) : text)}");
                    break;
            }
        }
    }
}
