namespace Krewe.Gateway.Authorization;

/// <summary>Whether somebody may do something.</summary>
/// <param name="Allowed">True if so.</param>
/// <param name="Reason">What allows it; empty where that goes without saying.</param>
internal readonly record struct AccessDecision(bool Allowed, string Reason = "");
