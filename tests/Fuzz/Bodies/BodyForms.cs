using Krewe.Model.Documents;
using Krewe.Model.Kinds;
using Krewe.Model.Yaml;

namespace Krewe.Fuzz.Bodies;

/// <summary>Puts JSON into one of the forms that bodies may have.</summary>
internal static class BodyForms
{
    /// <summary>Content type and bytes. What has no such form stays JSON.</summary>
    public static (string ContentType, byte[] Body) Encode(KindDefinition kind, byte[] json, Random random)
    {
        switch (random.Next(4))
        {
            case 0:
                return ("application/yaml", JsonYaml.Convert(json).ToArray());
            case 1 when ApiDecoder.Decode(BodyFormat.Json, json, kind, FieldValidation.Ignore).TryGet(out var decoded, out _):
                return ("application/vnd.kubernetes.protobuf", ApiProtobuf.Write(decoded.Value).ToArray());
            default:
                return ("application/json", json);
        }
    }
}
