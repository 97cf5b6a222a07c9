namespace Krewe.Gateway.Negotiation;

/// <summary>Media types of the API.</summary>
internal static class MediaTypes
{
    public const string Json = "application/json";
    public const string Protobuf = "application/vnd.kubernetes.protobuf";
    public const string ProtobufStream = Protobuf + ";stream=watch";
    public const string Yaml = "application/yaml";
    public const string JsonPatch = "application/json-patch+json";
    public const string MergePatch = "application/merge-patch+json";
    public const string StrategicMergePatch = "application/strategic-merge-patch+json";
    public const string ApplyPatch = "application/apply-patch+yaml";

    /// <summary>Types of answers, in the order in which messages list them.</summary>
    public static readonly string[] Answers = [Json, Yaml, Protobuf];

    /// <summary>Types of answers about kinds without protobuf.</summary>
    public static readonly string[] AnswersWithoutProtobuf = [Json, Yaml];

    /// <summary>Types of patches, in the order in which messages list them.</summary>
    public static readonly string[] Patches = [JsonPatch, MergePatch, StrategicMergePatch, ApplyPatch];
}
