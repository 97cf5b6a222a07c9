using System.Text.Json.Nodes;
using Krewe.Model.Meta;

namespace Krewe.Model.Kinds;

/// <summary>One column of a server-side table.</summary>
/// <param name="Name">Heading, as kubectl prints it in capitals.</param>
/// <param name="Type">JSON type: <c>string</c>, <c>integer</c>, <c>number</c>, <c>boolean</c>, <c>date</c>.</param>
/// <param name="Priority">0 always shows; 1 shows with <c>-o wide</c>.</param>
/// <param name="Description">What the column tells.</param>
/// <param name="Cell">The cell of an object at a time (ages are relative to it).</param>
public sealed record TableColumn(string Name, string Type, int Priority, string Description, Func<ApiObject, DateTimeOffset, JsonValue?> Cell);
