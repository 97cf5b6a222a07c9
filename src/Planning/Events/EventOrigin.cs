namespace Krewe.Planning.Events;

/// <summary>Who tells.</summary>
/// <param name="Component">Name of the component: <c>replicaset-controller</c>.</param>
/// <param name="Host">Node that it runs on, or null.</param>
public sealed record EventOrigin(string Component, string? Host = null);
