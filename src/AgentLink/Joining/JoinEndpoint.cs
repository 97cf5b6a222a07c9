using Krewe.Model.Names;
using Krewe.Protocol;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Krewe.AgentLink.Joining;

/// <summary>
/// <c>/agent/v1/join</c>: gives a node its certificate. A new node shows the join token; one that renews shows its present certificate,
/// and gets another one for the same name only.
/// </summary>
public sealed partial class JoinEndpoint(INodeCertificateIssuer issuer, ILogger<JoinEndpoint> logger)
{
    private const int LongestRequest = 64 << 10;

    /// <summary>Serves a request.</summary>
    /// <param name="context">The request.</param>
    /// <param name="callerNode">The node that the caller's certificate has proven, or null.</param>
    public async Task ServeAsync(HttpContext context, string? callerNode)
    {
        var (code, content) = await AnswerAsync(context, callerNode);
        context.Response.StatusCode = code;
        context.Response.ContentType = code == StatusCodes.Status200OK ? "application/json" : "text/plain; charset=utf-8";
        await context.Response.BodyWriter.WriteAsync(content, context.RequestAborted);
    }

    private async Task<(int Code, byte[] Content)> AnswerAsync(HttpContext context, string? callerNode)
    {
        if (!HttpMethods.IsPost(context.Request.Method))
            return Refuse(StatusCodes.Status405MethodNotAllowed, "POST a join request");
        if (await ReadAsync(context) is not { } body)
            return Refuse(StatusCodes.Status413PayloadTooLarge, $"a join request may have at most {LongestRequest} bytes");
        if (!ProtocolJson.TryRead<JoinRequest>(body, out var request, out var error))
            return Refuse(StatusCodes.Status400BadRequest, error);
        if (NameRules.DnsSubdomain(request.NodeName) is { Count: > 0 } problems)
            return Refuse(StatusCodes.Status400BadRequest, $"\"{request.NodeName}\" is no name for a node: {string.Join("; ", problems)}");
        var allowed = request.Token is { } token ? issuer.IsJoinToken(token) : callerNode == request.NodeName;
        if (!allowed)
        {
            LogRefused(request.NodeName);
            return Refuse(StatusCodes.Status401Unauthorized, "the join token is not valid, or the certificate is that of another node");
        }
        if (issuer.Issue(request.NodeName, request.CertificateRequest) is not { } certificate)
            return Refuse(StatusCodes.Status400BadRequest, "certificateRequest is no valid PKCS #10 request in PEM");
        LogIssued(request.NodeName);
        return (StatusCodes.Status200OK, ProtocolJson.Write(new JoinAnswer { Certificate = certificate, Authorities = issuer.AuthoritiesPem }));
    }

    private static async Task<byte[]?> ReadAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        var buffer = new byte[4096];
        int read;
        while ((read = await context.Request.Body.ReadAsync(buffer, context.RequestAborted)) > 0)
        {
            body.Write(buffer, 0, read);
            if (body.Length > LongestRequest)
                return null;
        }
        return body.ToArray();
    }

    private static (int Code, byte[] Content) Refuse(int code, string why) => (code, System.Text.Encoding.UTF8.GetBytes(why + "\n"));

    [LoggerMessage(Level = LogLevel.Information, Message = "Certificate issued to node {Node}")]
    private partial void LogIssued(string node);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Node {Node} may not join: neither a valid token nor its own certificate")]
    private partial void LogRefused(string node);
}
