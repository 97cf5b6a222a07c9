using System.Globalization;
using System.Text.Json;
using Krewe.Gateway.Authentication;
using Krewe.Gateway.Routing;

namespace Krewe.Gateway.Audit;

/// <summary>What the audit log says of a request at one of its stages: an <c>Event</c> of <c>audit.k8s.io/v1</c> at the level <c>Metadata</c>, so no bodies.</summary>
internal sealed record AuditEvent
{
    private const string Microseconds = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";

    /// <summary>Joins the events of one request; clients see it as <c>Audit-Id</c>.</summary>
    public required string Id { get; init; }

    /// <summary>How far the request is.</summary>
    public required AuditStage Stage { get; init; }

    /// <summary>The URL as it was sent.</summary>
    public required string RequestUri { get; init; }

    /// <summary>What is wanted: a verb of the API, else the method in small letters.</summary>
    public required string Verb { get; init; }

    /// <summary>Whose credential it is; null where there is none that holds.</summary>
    public ClientIdentity? User { get; init; }

    /// <summary>In whose name the user asks, where that is somebody else and allowed.</summary>
    public ClientIdentity? ImpersonatedUser { get; init; }

    /// <summary>Where the request comes from.</summary>
    public string? SourceAddress { get; init; }

    /// <summary>What the client calls itself.</summary>
    public string UserAgent { get; init; } = "";

    /// <summary>What it names, where that is a resource.</summary>
    public ResourcePath? Resource { get; init; }

    /// <summary>Whether it may; null where that was not asked.</summary>
    public bool? Allowed { get; init; }

    /// <summary>Status code of the answer.</summary>
    public required int Code { get; init; }

    /// <summary>When the request came.</summary>
    public required DateTimeOffset Received { get; init; }

    /// <summary>When it reached the stage.</summary>
    public required DateTimeOffset Reached { get; init; }

    /// <summary>The event in one line of JSON.</summary>
    public void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("kind", "Event");
        writer.WriteString("apiVersion", "audit.k8s.io/v1");
        writer.WriteString("level", "Metadata");
        writer.WriteString("auditID", Id);
        writer.WriteString("stage", Stage.ToString());
        writer.WriteString("requestURI", RequestUri);
        writer.WriteString("verb", Verb);
        writer.WritePropertyName("user");
        Write(writer, User);
        if (ImpersonatedUser is not null)
        {
            writer.WritePropertyName("impersonatedUser");
            Write(writer, ImpersonatedUser);
        }
        Write(writer, "sourceIPs", SourceAddress is null ? [] : [SourceAddress]);
        Write(writer, "userAgent", UserAgent);
        if (Resource is { } resource)
            Write(writer, resource);
        writer.WriteStartObject("responseStatus");
        writer.WriteStartObject("metadata");
        writer.WriteEndObject();
        if (Code >= 400)
            writer.WriteString("status", "Failure");
        writer.WriteNumber("code", Code);
        writer.WriteEndObject();
        writer.WriteString("requestReceivedTimestamp", Received.ToString(Microseconds, CultureInfo.InvariantCulture));
        writer.WriteString("stageTimestamp", Reached.ToString(Microseconds, CultureInfo.InvariantCulture));
        if (Allowed is { } allowed)
        {
            writer.WriteStartObject("annotations");
            writer.WriteString("authorization.k8s.io/decision", allowed ? "allow" : "forbid");
            writer.WriteEndObject();
        }
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, ClientIdentity? who)
    {
        writer.WriteStartObject();
        if (who is not null)
        {
            writer.WriteString("username", who.User);
            Write(writer, "uid", who.Uid);
            Write(writer, "groups", who.Groups);
            if (who.Extra.Count > 0)
            {
                writer.WriteStartObject("extra");
                foreach (var (key, values) in who.Extra)
                    Write(writer, key, values);
                writer.WriteEndObject();
            }
        }
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, ResourcePath resource)
    {
        writer.WriteStartObject("objectRef");
        writer.WriteString("resource", resource.Kind.Plural);
        Write(writer, "namespace", resource.Namespace);
        Write(writer, "name", resource.Name);
        Write(writer, "apiGroup", resource.Kind.Gvk.Group);
        Write(writer, "apiVersion", resource.Kind.Gvk.Version);
        Write(writer, "subresource", resource.Subresource);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
            writer.WriteString(name, value);
    }

    private static void Write(Utf8JsonWriter writer, string name, IReadOnlyList<string> values)
    {
        if (values.Count == 0)
            return;
        writer.WriteStartArray(name);
        foreach (var value in values)
            writer.WriteStringValue(value);
        writer.WriteEndArray();
    }
}
