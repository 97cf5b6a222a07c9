namespace Krewe.Model.Documents;

/// <summary>Formats in which objects come and go.</summary>
public enum BodyFormat
{
    /// <summary><c>application/json</c>.</summary>
    Json,

    /// <summary><c>application/yaml</c>.</summary>
    Yaml,

    /// <summary><c>application/vnd.kubernetes.protobuf</c>: <c>k8s\0</c> and an envelope.</summary>
    Protobuf,
}
