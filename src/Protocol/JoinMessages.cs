namespace Krewe.Protocol;

/// <summary>
/// Asks for a node's certificate. Authenticated by <see cref="Token"/>, or, to renew, by the node's present certificate.
/// </summary>
public sealed record JoinRequest
{
    /// <summary>Name of the node.</summary>
    public required string NodeName { get; init; }

    /// <summary>The join token, or null when the request comes over TLS with the node's present certificate.</summary>
    public string? Token { get; init; }

    /// <summary>PKCS #10 request in PEM; its key never leaves the agent.</summary>
    public required string CertificateRequest { get; init; }

    /// <summary>Keeps the token out of logs.</summary>
    public override string ToString() => $"join of node {NodeName}";
}

/// <summary>Answers <see cref="JoinRequest"/> with status 200. A refusal is a status of 401 or 403 with the reason as plain text.</summary>
public sealed record JoinAnswer
{
    /// <summary>The certificate in PEM, leaf first.</summary>
    public required string Certificate { get; init; }

    /// <summary>Certificates of the authorities that sign servers, in PEM; the agent trusts these from now on.</summary>
    public required string Authorities { get; init; }
}
