namespace Krewe.Gateway.Negotiation;

/// <summary>How an answer is encoded.</summary>
internal enum Encoding
{
    Json,
    Yaml,
    Protobuf,
}

/// <summary>What an answer shows of objects.</summary>
internal enum View
{
    /// <summary>All of them.</summary>
    Object,

    /// <summary>Rows of a table, made by the server.</summary>
    Table,

    /// <summary>Their metadata alone.</summary>
    Metadata,
}

/// <summary>The form of an answer that a client and the gateway agree on.</summary>
/// <param name="Encoding">How it is encoded.</param>
/// <param name="View">What it shows of objects.</param>
/// <param name="ViewVersion">Version of <c>meta.k8s.io</c> for views: <c>v1</c> or <c>v1beta1</c>.</param>
internal sealed record AnswerForm(Encoding Encoding, View View = View.Object, string ViewVersion = "v1")
{
    /// <summary>What clients get that do not care.</summary>
    public static AnswerForm PlainJson { get; } = new(Encoding.Json);
}
