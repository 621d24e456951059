export { createApiClient, type ApiClient, type ApiResult } from './api-client.ts';
